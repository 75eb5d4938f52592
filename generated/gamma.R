# Maximum-likelihood estimation: Gamma distribution (shape, scale).
#
#   f(x; shape, scale) =
#       x**(shape-1)*exp(-x/scale)/(gamma(shape)*scale**shape)
#   support: x > 0
#   shape: positive
#   scale: positive
#
# Log-likelihood:
#
#   (shape - 1)*sum(log(x)) + (-shape*log(scale) - loggamma(shape))*n -
#       sum(x)/scale
#
# Estimator (reduced):
#
#   shape = the solution of (log(shape) - log(sum(x)/n) - polygamma(0,
#       shape))*n + sum(log(x)) = 0
#   scale = sum(x)/(shape*n)
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 17
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
mle_gamma <- function(x) {
  x <- .gamma_column(x, "x")
  .gamma_require_rows("x", x > 0, "must be > 0")
  labels <- c("shape", "scale")
  limit <- .gamma_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .gamma_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_gamma(x, estimate)
    information <- hessian_gamma(x, estimate)
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
#' @param parameters numeric vector: shape, scale, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_gamma <- function(x, parameters) {
  x <- .gamma_column(x, "x")
  .gamma_require_rows("x", x > 0, "must be > 0")
  .gamma_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, scale, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_gamma <- function(x, parameters) {
  x <- .gamma_column(x, "x")
  .gamma_require_rows("x", x > 0, "must be > 0")
  .gamma_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, scale, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_gamma <- function(x, parameters) {
  x <- .gamma_column(x, "x")
  .gamma_require_rows("x", x > 0, "must be > 0")
  triangle <- .gamma_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, scale, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_gamma <- function(x, parameters) {
  x <- .gamma_column(x, "x")
  .gamma_require_rows("x", x > 0, "must be > 0")
  shape <- parameters[[1]]
  scale <- parameters[[2]]
  score_1 <- rep_len(log(x) - log(scale) - digamma(shape), length(x))
  score_2 <- rep_len(x / scale^2 - shape / scale, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("shape", "scale")
  out
}

# log(1 + d) - d for d > -1, without cancellation near 0.
.gamma_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

# Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z
# >= 16.
.gamma_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

# log Gamma(y + 1) - y log y + y for y >= 0.
.gamma_stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(y < 16, small, log(2 * pi * z) / 2 + .gamma_gamma_tail(z))
}

# y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m.
.gamma_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(near, -y * .gamma_log_ratio(ifelse(near, d, 0)), far)
}

# A variable as a numeric vector; stops if it is none.
.gamma_column <- function(values, name) {
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
.gamma_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# 1 if neither end is finite.
.gamma_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.gamma_outward <- function(u, lower, upper) {
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
.gamma_inward <- function(t, lower, upper) {
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
.gamma_stretch <- function(u, lower, upper) {
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
.gamma_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The equation that gives shape, and its slope.
.gamma_equation_shape <- function(sum_log_x, n, sum_x, shape) {
  c(
    (log(shape) - log(sum_x / n) - digamma(shape)) * n + sum_log_x,
    (1 / shape - trigamma(shape)) * n
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.gamma_zero_shape <- function(sum_log_x, n, sum_x, near, f_near, far, f_far,
                              lower, upper) {
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
    found_1 <- .gamma_equation_shape(
      sum_log_x, n, sum_x, .gamma_outward(u, lower, upper)
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
    if (isTRUE(.gamma_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .gamma_stretch(u, lower, upper))
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
  .gamma_outward(u, lower, upper)
}

# The zero of the equation in (lower, upper), searched outwards from start;
# nan if its sign never changes.
.gamma_root_shape <- function(sum_log_x, n, sum_x, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .gamma_inward(start, lower, upper)
  }
  limit_1 <- .gamma_farthest(lower, upper)
  found_2 <- .gamma_equation_shape(
    sum_log_x, n, sum_x, .gamma_outward(u, lower, upper)
  )
  f <- found_2[1]
  shift <- 1
  while (isTRUE(!is.finite(f) && shift < 40)) {
    found_3 <- .gamma_equation_shape(
      sum_log_x, n, sum_x, .gamma_outward(u + shift, lower, upper)
    )
    f <- found_3[1]
    if (is.finite(f)) {
      u <- u + shift
    } else {
      found_4 <- .gamma_equation_shape(
        sum_log_x, n, sum_x, .gamma_outward(u - shift, lower, upper)
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
    return(.gamma_outward(u, lower, upper))
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
      found_5 <- .gamma_equation_shape(
        sum_log_x, n, sum_x, .gamma_outward(new, lower, upper)
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
          .gamma_zero_shape(
            sum_log_x, n, sum_x, right, f_right, new, f, lower, upper
          )
        )
      }
    }
    if (isTRUE(down > 0)) {
      new <- pmax(left - down, -limit_1)
      found_6 <- .gamma_equation_shape(
        sum_log_x, n, sum_x, .gamma_outward(new, lower, upper)
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
          .gamma_zero_shape(
            sum_log_x, n, sum_x, left, f_left, new, f, lower, upper
          )
        )
      }
    }
  }
  NaN
}

# The estimate, in the order of the parameters.
.gamma_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  sum_x <- sum(x)
  shape <- .gamma_root_shape(sum_log_x, n, sum_x, 0, Inf, NaN)
  scale <- sum_x / (shape * n)
  c(shape, scale)
}

# 1 and the limits where no maximum exists, else 0.
.gamma_limits <- function(x) {
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, Inf, 0))
  }
  c(0, NaN, NaN)
}

# The log-likelihood, every constant included.
.gamma_log_likelihood <- function(x, shape, scale) {
  log_densities <- sum(
    log(shape) - log(x) - .gamma_deviance(shape, x / scale) -
      .gamma_stirling(shape)
  )
  log_densities
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.gamma_nll <- function(x, shape, scale) {
  if (!isTRUE(shape > 0 && is.finite(shape) && scale > 0 && is.finite(scale))) {
    return(Inf)
  }
  -.gamma_log_likelihood(x, shape, scale)
}

# The gradient of the log-likelihood.
.gamma_score <- function(sum_log_x, n, sum_x, shape, scale) {
  c(
    sum_log_x - n * log(scale) - n * digamma(shape),
    sum_x / scale^2 - shape * n / scale
  )
}

# The gradient of nll; nan outside the domain or the support.
.gamma_gradient <- function(x, shape, scale) {
  if (!isTRUE(shape > 0 && is.finite(shape) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  sum_x <- sum(x)
  found_7 <- .gamma_score(sum_log_x, n, sum_x, shape, scale)
  g_1 <- found_7[1]
  g_2 <- found_7[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.gamma_curvature <- function(n, sum_x, shape, scale) {
  t_4 <- 1 / scale
  t_6 <- 1 / scale^2
  t_7 <- t_4 * n
  c(
    -n * trigamma(shape),
    -t_7,
    shape * t_6 * n - 2 * sum_x / (scale * scale * scale)
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.gamma_hessian <- function(x, shape, scale) {
  if (!isTRUE(shape > 0 && is.finite(shape) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  sum_x <- sum(x)
  found_8 <- .gamma_curvature(n, sum_x, shape, scale)
  h_1 <- found_8[1]
  h_2 <- found_8[2]
  h_3 <- found_8[3]
  c(-h_1, -h_2, -h_3)
}
