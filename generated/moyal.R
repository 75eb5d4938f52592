# Maximum-likelihood estimation: Moyal distribution.
#
#   f(x; mu, scale) =
#       1/(scale*sqrt(2*pi))*exp(-((x-mu)/scale+exp(-(x-mu)/scale))/2)
#   support: real
#   mu: real
#   scale: positive
#
# Log-likelihood:
#
#   (-log(scale) - log(2*pi)/2)*n - sum(exp((-x + mu)/scale))/2 - sum(x -
#       mu)/(2*scale)
#
# Estimator (reduced):
#
#   scale = the solution of scale**2*(-n/scale -
#       n*sum(x*exp(-x/scale))/(2*scale**2*sum(exp(-x/scale))) +
#       sum(x)/(2*scale**2)) = 0
#   mu = scale*log(n/sum(exp(-x/scale)))
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
#
# Source:
#
#   Moyal (1955), Theory of ionization fluctuations, Philos. Mag. 46, 263-280
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
mle_moyal <- function(x) {
  x <- .moyal_column(x, "x")
  labels <- c("mu", "scale")
  limit <- .moyal_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    units_x <- .moyal_units_x(x)
    estimate <- .moyal_solve((x - units_x[1]) / units_x[2])
    estimate[1] <- units_x[2] * estimate[1] + units_x[1]
    estimate[2] <- units_x[2] * estimate[2]
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_moyal(x, estimate)
    information <- hessian_moyal(x, estimate)
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
#' @param parameters numeric vector: mu, scale, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_moyal <- function(x, parameters) {
  x <- .moyal_column(x, "x")
  .moyal_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, scale, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_moyal <- function(x, parameters) {
  x <- .moyal_column(x, "x")
  .moyal_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, scale, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_moyal <- function(x, parameters) {
  x <- .moyal_column(x, "x")
  triangle <- .moyal_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, scale, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_moyal <- function(x, parameters) {
  x <- .moyal_column(x, "x")
  mu <- parameters[[1]]
  scale <- parameters[[2]]
  t_17 <- 1 / scale
  t_18 <- 0.5 / scale^2
  t_19 <- x - mu
  t_20 <- -t_19
  t_21 <- exp(t_17 * t_20)
  score_1 <- rep_len(0.5 * t_17 - 0.5 * t_17 * t_21, length(x))
  score_2 <- rep_len(t_19 * t_18 + t_20 * t_21 * t_18 - t_17, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("mu", "scale")
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.moyal_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.moyal_column <- function(values, name) {
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

# 1 if neither end is finite.
.moyal_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.moyal_outward <- function(u, lower, upper) {
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
.moyal_inward <- function(t, lower, upper) {
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
.moyal_stretch <- function(u, lower, upper) {
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
.moyal_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The equation that gives scale, and its slope.
.moyal_equation_scale <- function(x, n, sum_x, scale) {
  t <- exp(-x / scale)
  sum_h <- sum(t)
  sum_h_1 <- sum(t * x)
  sum_h_2 <- sum(t * x^2)
  t_1 <- scale^2
  t_2 <- 1 / t_1
  t_3 <- 0.5 * t_2 * n
  t_4 <- sum_h^2
  c(
    (0.5 * t_2 * sum_x - n / scale - t_3 * sum_h_1 / sum_h) * t_1,
    (sum_h_1^2 - 2 * t_1 * t_4 - sum_h * sum_h_2) * t_3 / t_4
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.moyal_zero_scale <- function(x, n, sum_x, near, f_near, far, f_far, lower,
                              upper) {
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
    found_1 <- .moyal_equation_scale(
      x, n, sum_x, .moyal_outward(u, lower, upper)
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
    if (isTRUE(.moyal_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .moyal_stretch(u, lower, upper))
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
  .moyal_outward(u, lower, upper)
}

# The zero of the equation in (lower, upper), searched outwards from start;
# nan if its sign never changes.
.moyal_root_scale <- function(x, n, sum_x, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .moyal_inward(start, lower, upper)
  }
  limit_1 <- .moyal_farthest(lower, upper)
  found_2 <- .moyal_equation_scale(x, n, sum_x, .moyal_outward(u, lower, upper))
  f <- found_2[1]
  shift <- 1
  while (isTRUE(!is.finite(f) && shift < 40)) {
    found_3 <- .moyal_equation_scale(
      x, n, sum_x, .moyal_outward(u + shift, lower, upper)
    )
    f <- found_3[1]
    if (is.finite(f)) {
      u <- u + shift
    } else {
      found_4 <- .moyal_equation_scale(
        x, n, sum_x, .moyal_outward(u - shift, lower, upper)
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
    return(.moyal_outward(u, lower, upper))
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
      found_5 <- .moyal_equation_scale(
        x, n, sum_x, .moyal_outward(new, lower, upper)
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
          .moyal_zero_scale(x, n, sum_x, right, f_right, new, f, lower, upper)
        )
      }
    }
    if (isTRUE(down > 0)) {
      new <- pmax(left - down, -limit_1)
      found_6 <- .moyal_equation_scale(
        x, n, sum_x, .moyal_outward(new, lower, upper)
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
          .moyal_zero_scale(x, n, sum_x, left, f_left, new, f, lower, upper)
        )
      }
    }
  }
  NaN
}

# The estimate, in the order of the parameters.
.moyal_solve <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  scale <- .moyal_root_scale(x, n, sum_x, 0, Inf, NaN)
  sum_h_4 <- sum(exp(-x / scale))
  mu <- scale * log(n / sum_h_4)
  c(mu, scale)
}

# 1 and the limits where no maximum exists, else 0.
.moyal_limits <- function(x) {
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, NaN, 0))
  }
  c(0, NaN, NaN)
}

# A centre and a spread with which the data are standardised.
.moyal_units_x <- function(x) {
  n <- length(x)
  quarter <- .moyal_level(x, 0.25)
  half <- .moyal_level(x, 0.5)
  rest <- .moyal_level(x, 0.75)
  total <- sum(x)
  largest <- max(abs(x))
  mean <- total / n
  squares <- sum((x - mean)^2)
  spread <- 0.74 * (rest - quarter)
  if (!isTRUE(spread > 0)) {
    spread <- sqrt(squares / n)
  }
  if (!isTRUE(spread > 0)) {
    spread <- largest
  }
  if (!isTRUE(spread > 0)) {
    spread <- 1
  }
  c(half, spread)
}

# The log-likelihood, every constant included.
.moyal_log_likelihood <- function(x, n, mu, scale) {
  t_22 <- x - mu
  sum_h_9 <- sum(exp(-t_22 / scale))
  sum_h_10 <- sum(t_22)
  -n * log(scale) - 0.5 * n * log(2 * pi) - 0.5 * sum_h_9 -
    0.5 * sum_h_10 / scale
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.moyal_nll <- function(x, mu, scale) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale))) {
    return(Inf)
  }
  n <- length(x)
  -.moyal_log_likelihood(x, n, mu, scale)
}

# The gradient of the log-likelihood.
.moyal_score <- function(x, n, mu, scale) {
  t_23 <- x - mu
  t_24 <- exp(-t_23 / scale)
  sum_h_11 <- sum(t_24)
  sum_h_12 <- sum(t_23 * t_24)
  sum_h_13 <- sum(t_23)
  t_25 <- 1 / scale
  t_26 <- t_25 * n
  t_27 <- 1 / scale^2
  c(
    0.5 * t_26 - 0.5 * t_25 * sum_h_11,
    0.5 * t_27 * sum_h_13 - t_26 - 0.5 * t_27 * sum_h_12
  )
}

# The gradient of nll; nan outside the domain or the support.
.moyal_gradient <- function(x, mu, scale) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_7 <- .moyal_score(x, n, mu, scale)
  g_1 <- found_7[1]
  g_2 <- found_7[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.moyal_curvature <- function(x, n, mu, scale) {
  t_28 <- x - mu
  t_29 <- exp(-t_28 / scale)
  sum_h_14 <- sum(t_29)
  sum_h_15 <- sum(t_28)
  sum_h_16 <- sum(t_28 * t_29)
  sum_h_17 <- sum(t_28^2 * t_29)
  t_30 <- 0.5 * sum_h_14
  t_33 <- 1 / scale^2
  t_34 <- -t_30 * t_33
  t_35 <- 1 / (scale * scale * scale)
  t_36 <- t_35 * sum_h_16
  t_37 <- t_33 * n
  c(
    t_34,
    -t_34 - 0.5 * t_36 - 0.5 * t_37,
    t_36 + t_37 - t_35 * sum_h_15 -
      0.5 * sum_h_17 / (scale * scale * scale * scale)
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.moyal_hessian <- function(x, mu, scale) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_8 <- .moyal_curvature(x, n, mu, scale)
  h_1 <- found_8[1]
  h_2 <- found_8[2]
  h_3 <- found_8[3]
  c(-h_1, -h_2, -h_3)
}
