# Maximum-likelihood estimation: Nakagami distribution (shape, spread).
#
#   f(x; shape, spread) = 2*shape**shape/(gamma(shape)*spread**shape)*x**(2*sh
#       ape-1)*exp(-shape*x**2/spread)
#   support: x > 0
#   shape: positive
#   spread: positive
#
# Log-likelihood:
#
#   -shape*sum(x**2)/spread + (2*shape - 1)*sum(log(x)) + (shape*log(shape) -
#       shape*log(spread) - loggamma(shape) + log(2))*n
#
# Estimator (reduced):
#
#   spread = sum(x**2)/n
#   shape = the solution of (log(shape) - log(spread) - polygamma(0, shape) +
#       1)*n + 2*sum(log(x)) - sum(x**2)/spread = 0
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
#
# Source:
#
#   Nakagami (1960), The m-distribution, a general formula of intensity
#       distribution of rapid fading, Statistical Methods in Radio Wave
#       Propagation, 3-36
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_nakagami <- function(x) {
  x <- .nakagami_column(x, "x")
  .nakagami_require_rows("x", x > 0, "must be > 0")
  labels <- c("shape", "spread")
  limit <- .nakagami_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .nakagami_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_nakagami(x, estimate)
    information <- hessian_nakagami(x, estimate)
    size <- sqrt(pmax(diag(information), 0))
    if (all(is.finite(information)) && all(size > 0)) {
      unit <- size %o% size
      root <- tryCatch(chol(information / unit), error = function(e) NULL)
      if (!is.null(root)) {
        vcov[] <- chol2inv(root) / unit
      }
    }
  } else if (exists) {
    warning("no maximum was found", call. = FALSE)
  }
  list(
    estimate = estimate, vcov = vcov, standard_errors = sqrt(diag(vcov)),
    logLik = value, n = length(x)
  )
}

#' The negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, spread, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_nakagami <- function(x, parameters) {
  x <- .nakagami_column(x, "x")
  .nakagami_require_rows("x", x > 0, "must be > 0")
  .nakagami_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, spread, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_nakagami <- function(x, parameters) {
  x <- .nakagami_column(x, "x")
  .nakagami_require_rows("x", x > 0, "must be > 0")
  .nakagami_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, spread, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_nakagami <- function(x, parameters) {
  x <- .nakagami_column(x, "x")
  .nakagami_require_rows("x", x > 0, "must be > 0")
  triangle <- .nakagami_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, spread, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_nakagami <- function(x, parameters) {
  x <- .nakagami_column(x, "x")
  .nakagami_require_rows("x", x > 0, "must be > 0")
  shape <- parameters[[1]]
  spread <- parameters[[2]]
  t_7 <- 1 / spread
  t_8 <- x^2
  score_1 <- rep_len(
    2 * log(x) + log(shape) + 1 - t_7 * t_8 - log(spread) - digamma(shape),
    length(x)
  )
  score_2 <- rep_len(shape * t_8 / spread^2 - shape * t_7, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("shape", "spread")
  out
}

# log(1 + d) - d for d > -1, without cancellation near 0.
.nakagami_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

# Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z
# >= 16.
.nakagami_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

# log Gamma(y + 1) - y log y + y for y >= 0.
.nakagami_stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(y < 16, small, log(2 * pi * z) / 2 + .nakagami_gamma_tail(z))
}

# y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m.
.nakagami_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(near, -y * .nakagami_log_ratio(ifelse(near, d, 0)), far)
}

# A variable as a numeric vector; stops if it is none.
.nakagami_column <- function(values, name) {
  if (!is.numeric(values) && !is.logical(values)) {
    stop("'", name, "' must be numeric", call. = FALSE)
  }
  values <- as.numeric(values)
  if (length(values) == 0) {
    stop("'", name, "' is empty", call. = FALSE)
  }
  bad <- sum(!is.finite(values))
  if (bad > 0) {
    stop(bad, " values of '", name, "' are missing or infinite", call. = FALSE)
  }
  values
}

# Stops if observations break a rule of the support.
.nakagami_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# 1 if neither end is finite.
.nakagami_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.nakagami_outward <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    if (isTRUE(u < 0)) {
      return(lower + (upper - lower) * exp(u) / (1 + exp(u)))
    }
    return(upper - (upper - lower) * exp(-u) / (1 + exp(-u)))
  }
  if (is.finite(lower)) {
    return(lower + exp(u))
  }
  if (is.finite(upper)) {
    return(upper - exp(u))
  }
  u
}

# The free coordinate of a parameter.
.nakagami_inward <- function(t, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(log((t - lower) / (upper - t)))
  }
  if (is.finite(lower)) {
    return(log(t - lower))
  }
  if (is.finite(upper)) {
    return(log(upper - t))
  }
  t
}

# The slope of the parameter in its free coordinate.
.nakagami_stretch <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return((upper - lower) * e / ((1 + e) * (1 + e)))
  }
  if (is.finite(lower)) {
    return(exp(u))
  }
  if (is.finite(upper)) {
    return(-exp(u))
  }
  1
}

# How far the free coordinate goes.
.nakagami_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The equation that gives shape, and its slope.
.nakagami_equation_shape <- function(n, sum_x_2, spread, sum_log_x, shape) {
  c(
    (log(shape) + 1 - log(spread) - digamma(shape)) * n + 2 * sum_log_x -
      sum_x_2 / spread,
    (1 / shape - trigamma(shape)) * n
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.nakagami_zero_shape <- function(n, sum_x_2, spread, sum_log_x, near, f_near,
                                 far, f_far, lower, upper) {
  a <- near
  f_a <- f_near
  b <- far
  if (isTRUE(b < a)) {
    a <- far
    f_a <- f_far
    b <- near
  }
  u <- near + (far - near) * f_near / (f_near - f_far)
  if (!isTRUE(a < u && u < b)) {
    u <- 0.5 * (a + b)
  }
  before <- b - a
  width <- b - a
  for (turn in seq_len(200) - 1) {
    found_1 <- .nakagami_equation_shape(
      n, sum_x_2, spread, sum_log_x, .nakagami_outward(u, lower, upper)
    )
    f <- found_1[1]
    slope <- found_1[2]
    if (isTRUE(f == 0)) {
      break
    }
    if (!is.finite(f)) {
      u <- 0.5 * (u + a)
      next
    }
    if (isTRUE((f > 0 && f_a > 0) || (f < 0 && f_a < 0))) {
      a <- u
      f_a <- f
    } else {
      b <- u
    }
    scale <- pmax(abs(u), 1)
    if (isTRUE(.nakagami_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .nakagami_stretch(u, lower, upper))
    if (isTRUE(a < u + step && u + step < b && abs(step) < 0.5 * before)) {
      u <- u + step
      before <- abs(step)
      if (isTRUE(before <= 1e-09 * scale)) {
        break
      }
    } else {
      u <- 0.5 * (a + b)
      before <- b - a
    }
    if (isTRUE(b - a <= 4e-16 * scale)) {
      break
    }
  }
  .nakagami_outward(u, lower, upper)
}

# The zero of the equation in (lower, upper), searched outwards from start;
# nan if its sign never changes.
.nakagami_root_shape <- function(n, sum_x_2, spread, sum_log_x, lower, upper,
                                 start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .nakagami_inward(start, lower, upper)
  }
  limit_1 <- .nakagami_farthest(lower, upper)
  found_2 <- .nakagami_equation_shape(
    n, sum_x_2, spread, sum_log_x, .nakagami_outward(u, lower, upper)
  )
  f <- found_2[1]
  shift <- 1
  while (isTRUE(!is.finite(f) && shift < 40)) {
    found_3 <- .nakagami_equation_shape(
      n, sum_x_2, spread, sum_log_x, .nakagami_outward(u + shift, lower, upper)
    )
    f <- found_3[1]
    if (is.finite(f)) {
      u <- u + shift
    } else {
      found_4 <- .nakagami_equation_shape(
        n,
        sum_x_2,
        spread,
        sum_log_x,
        .nakagami_outward(u - shift, lower, upper)
      )
      f <- found_4[1]
      if (is.finite(f)) {
        u <- u - shift
      }
    }
    shift <- 2 * shift
  }
  if (!is.finite(f)) {
    return(NaN)
  }
  if (isTRUE(f == 0)) {
    return(.nakagami_outward(u, lower, upper))
  }
  right <- u
  f_right <- f
  up <- 1
  left <- u
  f_left <- f
  down <- 1
  while (isTRUE(up > 0 || down > 0)) {
    if (isTRUE(up > 0)) {
      new <- pmin(right + up, limit_1)
      found_5 <- .nakagami_equation_shape(
        n, sum_x_2, spread, sum_log_x, .nakagami_outward(new, lower, upper)
      )
      f <- found_5[1]
      if (!is.finite(f)) {
        up <- 0.25 * up
        if (isTRUE(up < 0.001 * pmax(1, abs(right)))) {
          up <- 0
        }
      } else if (isTRUE((f > 0) == (f_right > 0))) {
        right <- new
        f_right <- f
        up <- 2 * up
        if (isTRUE(right >= limit_1)) {
          up <- 0
        }
      } else {
        return(
          .nakagami_zero_shape(
            n, sum_x_2, spread, sum_log_x, right, f_right, new, f, lower, upper
          )
        )
      }
    }
    if (isTRUE(down > 0)) {
      new <- pmax(left - down, -limit_1)
      found_6 <- .nakagami_equation_shape(
        n, sum_x_2, spread, sum_log_x, .nakagami_outward(new, lower, upper)
      )
      f <- found_6[1]
      if (!is.finite(f)) {
        down <- 0.25 * down
        if (isTRUE(down < 0.001 * pmax(1, abs(left)))) {
          down <- 0
        }
      } else if (isTRUE((f > 0) == (f_left > 0))) {
        left <- new
        f_left <- f
        down <- 2 * down
        if (isTRUE(left <= -limit_1)) {
          down <- 0
        }
      } else {
        return(
          .nakagami_zero_shape(
            n, sum_x_2, spread, sum_log_x, left, f_left, new, f, lower, upper
          )
        )
      }
    }
  }
  NaN
}

# The estimate, in the order of the parameters.
.nakagami_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  sum_x_2 <- sum(x^2)
  spread <- sum_x_2 / n
  shape <- .nakagami_root_shape(n, sum_x_2, spread, sum_log_x, 0, Inf, NaN)
  c(shape, spread)
}

# 1 and the limits where no maximum exists, else 0.
.nakagami_limits <- function(x) {
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, Inf, NaN))
  }
  c(0, NaN, NaN)
}

# The log-likelihood, every constant included.
.nakagami_log_likelihood <- function(x, shape, spread) {
  log_densities <- sum(
    log(shape) + log(2) - log(x) -
      .nakagami_deviance(shape, shape / spread * x^2) -
      .nakagami_stirling(shape)
  )
  log_densities
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.nakagami_nll <- function(x, shape, spread) {
  if (!isTRUE(shape > 0 && is.finite(shape) && spread > 0 &&
    is.finite(spread))) {
    return(Inf)
  }
  -.nakagami_log_likelihood(x, shape, spread)
}

# The gradient of the log-likelihood.
.nakagami_score <- function(sum_x_2, n, sum_log_x, shape, spread) {
  t_10 <- 1 / spread
  c(
    n * log(shape) + n + 2 * sum_log_x - n * log(spread) - n * digamma(shape) -
      t_10 * sum_x_2,
    shape * sum_x_2 / spread^2 - shape * t_10 * n
  )
}

# The gradient of nll; nan outside the domain or the support.
.nakagami_gradient <- function(x, shape, spread) {
  if (!isTRUE(shape > 0 && is.finite(shape) && spread > 0 &&
    is.finite(spread))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  sum_x_2 <- sum(x^2)
  found_7 <- .nakagami_score(sum_x_2, n, sum_log_x, shape, spread)
  g_1 <- found_7[1]
  g_2 <- found_7[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.nakagami_curvature <- function(n, sum_x_2, shape, spread) {
  t_11 <- 2 * shape
  t_13 <- 1 / spread
  t_16 <- t_13 * n
  t_17 <- 1 / spread^2
  c(
    n / shape - n * trigamma(shape),
    t_17 * sum_x_2 - t_16,
    shape * t_17 * n - t_11 * sum_x_2 / (spread * spread * spread)
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.nakagami_hessian <- function(x, shape, spread) {
  if (!isTRUE(shape > 0 && is.finite(shape) && spread > 0 &&
    is.finite(spread))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  sum_x_2 <- sum(x^2)
  found_8 <- .nakagami_curvature(n, sum_x_2, shape, spread)
  h_1 <- found_8[1]
  h_2 <- found_8[2]
  h_3 <- found_8[3]
  c(-h_1, -h_2, -h_3)
}
