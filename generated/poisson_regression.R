# Maximum-likelihood estimation: Poisson regression with one covariate.
#
#   f(y | z; intercept, slope) =
#       exp(y*(intercept+slope*z)-exp(intercept+slope*z))/factorial(y)
#   support: y in 0, 1, 2, ...
#   intercept: real
#   slope: real
#
# Log-likelihood:
#
#   sum(y*(z*slope + intercept)) - sum(exp(z*slope + intercept)) -
#       sum(loggamma(y + 1))
#
# Estimator (reduced):
#
#   slope = the solution of -sum(y)*sum(z*exp(z*slope))/sum(exp(z*slope)) +
#       sum(y*z) = 0
#   intercept = log(sum(y)/sum(exp(z*slope)))
#
# Conditions:
#
#   A maximum exists only if sum y_i > 0.
#
# Source:
#
#   McCullagh, Nelder (1989), Generalized Linear Models, 2nd ed., ch. 6
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param y numeric vector: the values of y.
#' @param z numeric vector: the values of z.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_poisson_regression <- function(y, z) {
  y <- .poisson_regression_column(y, "y")
  z <- .poisson_regression_column(z, "z")
  if (length(unique(c(length(y), length(z)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .poisson_regression_require_rows("y", y == floor(y), "must be an integer")
  .poisson_regression_require_rows("y", y >= 0, "must be >= 0")
  labels <- c("intercept", "slope")
  limit <- .poisson_regression_limits(y, z)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .poisson_regression_solve(y, z)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_poisson_regression(y, z, estimate)
    information <- hessian_poisson_regression(y, z, estimate)
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
    logLik = value, n = length(y)
  )
}

#' The negative log-likelihood
#'
#' @param y numeric vector: the values of y.
#' @param z numeric vector: the values of z.
#' @param parameters numeric vector: intercept, slope, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_poisson_regression <- function(y, z, parameters) {
  y <- .poisson_regression_column(y, "y")
  z <- .poisson_regression_column(z, "z")
  if (length(unique(c(length(y), length(z)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .poisson_regression_require_rows("y", y == floor(y), "must be an integer")
  .poisson_regression_require_rows("y", y >= 0, "must be >= 0")
  .poisson_regression_nll(y, z, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param y numeric vector: the values of y.
#' @param z numeric vector: the values of z.
#' @param parameters numeric vector: intercept, slope, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_poisson_regression <- function(y, z, parameters) {
  y <- .poisson_regression_column(y, "y")
  z <- .poisson_regression_column(z, "z")
  if (length(unique(c(length(y), length(z)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .poisson_regression_require_rows("y", y == floor(y), "must be an integer")
  .poisson_regression_require_rows("y", y >= 0, "must be >= 0")
  .poisson_regression_gradient(y, z, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param y numeric vector: the values of y.
#' @param z numeric vector: the values of z.
#' @param parameters numeric vector: intercept, slope, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_poisson_regression <- function(y, z, parameters) {
  y <- .poisson_regression_column(y, "y")
  z <- .poisson_regression_column(z, "z")
  if (length(unique(c(length(y), length(z)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .poisson_regression_require_rows("y", y == floor(y), "must be an integer")
  .poisson_regression_require_rows("y", y >= 0, "must be >= 0")
  triangle <- .poisson_regression_hessian(
    y, z, parameters[[1]], parameters[[2]]
  )
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param y numeric vector: the values of y.
#' @param z numeric vector: the values of z.
#' @param parameters numeric vector: intercept, slope, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_poisson_regression <- function(y, z, parameters) {
  y <- .poisson_regression_column(y, "y")
  z <- .poisson_regression_column(z, "z")
  if (length(unique(c(length(y), length(z)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .poisson_regression_require_rows("y", y == floor(y), "must be an integer")
  .poisson_regression_require_rows("y", y >= 0, "must be >= 0")
  intercept <- parameters[[1]]
  slope <- parameters[[2]]
  t_6 <- exp(slope * z + intercept)
  score_1 <- rep_len(y - t_6, length(y))
  score_2 <- rep_len(z * y - t_6 * z, length(y))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("intercept", "slope")
  out
}

# log(1 + d) - d for d > -1, without cancellation near 0.
.poisson_regression_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

# Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z
# >= 16.
.poisson_regression_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

# log Gamma(y + 1) - y log y + y for y >= 0.
.poisson_regression_stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(y < 16, small, log(2 * pi * z) / 2 + .poisson_regression_gamma_tail(z))
}

# y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m.
.poisson_regression_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(near, -y * .poisson_regression_log_ratio(ifelse(near, d, 0)), far)
}

# A variable as a numeric vector; stops if it is none.
.poisson_regression_column <- function(values, name) {
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
.poisson_regression_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# 1 if neither end is finite.
.poisson_regression_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.poisson_regression_outward <- function(u, lower, upper) {
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
.poisson_regression_inward <- function(t, lower, upper) {
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
.poisson_regression_stretch <- function(u, lower, upper) {
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
.poisson_regression_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The equation that gives slope, and its slope.
.poisson_regression_equation_slope <- function(y, z, sum_y, sum_h_1, slope) {
  t <- exp(slope * z)
  sum_h_2 <- sum(t)
  sum_h_3 <- sum(t * z)
  sum_h_4 <- sum(t * z^2)
  t_1 <- sum_y / sum_h_2
  c(sum_h_1 - t_1 * sum_h_3, sum_h_3^2 * sum_y / sum_h_2^2 - t_1 * sum_h_4)
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.poisson_regression_zero_slope <- function(
    y, z, sum_y, sum_h_1, near, f_near, far, f_far, lower, upper
) {
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
    found_1 <- .poisson_regression_equation_slope(
      y, z, sum_y, sum_h_1, .poisson_regression_outward(u, lower, upper)
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
    if (isTRUE(.poisson_regression_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .poisson_regression_stretch(u, lower, upper))
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
  .poisson_regression_outward(u, lower, upper)
}

# The zero of the equation in (lower, upper), searched outwards from start;
# nan if its sign never changes.
.poisson_regression_root_slope <- function(
    y, z, sum_y, sum_h_1, lower, upper, start
) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .poisson_regression_inward(start, lower, upper)
  }
  limit_1 <- .poisson_regression_farthest(lower, upper)
  found_2 <- .poisson_regression_equation_slope(
    y, z, sum_y, sum_h_1, .poisson_regression_outward(u, lower, upper)
  )
  f <- found_2[1]
  shift <- 1
  while (isTRUE(!is.finite(f) && shift < 40)) {
    found_3 <- .poisson_regression_equation_slope(
      y, z, sum_y, sum_h_1, .poisson_regression_outward(u + shift, lower, upper)
    )
    f <- found_3[1]
    if (is.finite(f)) {
      u <- u + shift
    } else {
      found_4 <- .poisson_regression_equation_slope(
        y,
        z,
        sum_y,
        sum_h_1,
        .poisson_regression_outward(u - shift, lower, upper)
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
    return(.poisson_regression_outward(u, lower, upper))
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
      found_5 <- .poisson_regression_equation_slope(
        y, z, sum_y, sum_h_1, .poisson_regression_outward(new, lower, upper)
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
          .poisson_regression_zero_slope(
            y, z, sum_y, sum_h_1, right, f_right, new, f, lower, upper
          )
        )
      }
    }
    if (isTRUE(down > 0)) {
      new <- pmax(left - down, -limit_1)
      found_6 <- .poisson_regression_equation_slope(
        y, z, sum_y, sum_h_1, .poisson_regression_outward(new, lower, upper)
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
          .poisson_regression_zero_slope(
            y, z, sum_y, sum_h_1, left, f_left, new, f, lower, upper
          )
        )
      }
    }
  }
  NaN
}

# The estimate, in the order of the parameters.
.poisson_regression_solve <- function(y, z) {
  sum_y <- sum(y)
  sum_h_1 <- sum(z * y)
  slope <- .poisson_regression_root_slope(y, z, sum_y, sum_h_1, -Inf, Inf, NaN)
  sum_h_6 <- sum(exp(slope * z))
  intercept <- log(sum_y / sum_h_6)
  c(intercept, slope)
}

# 1 and the limits where no maximum exists, else 0.
.poisson_regression_limits <- function(y, z) {
  sum_y <- sum(y)
  if (!isTRUE(sum_y > 0)) {
    return(c(1, NaN, NaN))
  }
  c(0, NaN, NaN)
}

# The log-likelihood, every constant included.
.poisson_regression_log_likelihood <- function(y, z, intercept, slope) {
  log_densities <- sum(
    -.poisson_regression_deviance(y, exp(slope * z + intercept)) -
      .poisson_regression_stirling(y)
  )
  log_densities
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.poisson_regression_nll <- function(y, z, intercept, slope) {
  if (!isTRUE(is.finite(intercept) && is.finite(slope))) {
    return(Inf)
  }
  -.poisson_regression_log_likelihood(y, z, intercept, slope)
}

# The gradient of the log-likelihood.
.poisson_regression_score <- function(y, z, sum_y, sum_h_1, intercept, slope) {
  t_8 <- exp(slope * z + intercept)
  sum_h_13 <- sum(t_8)
  sum_h_14 <- sum(t_8 * z)
  c(sum_y - sum_h_13, sum_h_1 - sum_h_14)
}

# The gradient of nll; nan outside the domain or the support.
.poisson_regression_gradient <- function(y, z, intercept, slope) {
  if (!isTRUE(is.finite(intercept) && is.finite(slope))) {
    return(c(NaN, NaN))
  }
  sum_y <- sum(y)
  sum_h_1 <- sum(z * y)
  found_7 <- .poisson_regression_score(y, z, sum_y, sum_h_1, intercept, slope)
  g_1 <- found_7[1]
  g_2 <- found_7[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.poisson_regression_curvature <- function(y, z, intercept, slope) {
  t_9 <- slope * z + intercept
  t_10 <- exp(t_9)
  sum_h_15 <- sum(t_10)
  sum_h_17 <- sum(t_10 * z)
  sum_h_18 <- sum(t_10 * z^2)
  c(-sum_h_15, -sum_h_17, -sum_h_18)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.poisson_regression_hessian <- function(y, z, intercept, slope) {
  if (!isTRUE(is.finite(intercept) && is.finite(slope))) {
    return(c(NaN, NaN, NaN))
  }
  found_8 <- .poisson_regression_curvature(y, z, intercept, slope)
  h_1 <- found_8[1]
  h_2 <- found_8[2]
  h_3 <- found_8[3]
  c(-h_1, -h_2, -h_3)
}
