# Maximum-likelihood estimation: Binomial distribution with a known number of
# trials.
#
#   f(x; p, trials) = binomial(trials, x)*p**x*(1-p)**(trials-x)
#   support: x in 0, 1, 2, ..., trials
#   p: 0 < p < 1
#   trials: integer >= 1 (a known constant)
#
# Log-likelihood:
#
#   log(p)*sum(x) - log(1 - p)*sum(x - trials) + loggamma(trials + 1)*n -
#       sum(loggamma(x + 1)) - sum(loggamma(-x + trials + 1))
#
# Estimator (closed):
#
#   p = sum(x)/(trials*n)
#
# Conditions:
#
#   A maximum exists only if sum x_i > 0.
#   A maximum exists only if sum x_i < n trials.
#
# Source:
#
#   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
#       ch. 3
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @param trials number: a known constant, integer >= 1.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_binomial <- function(x, trials) {
  x <- .binomial_column(x, "x")
  .binomial_require_rows("x", x == floor(x), "must be an integer")
  .binomial_require_rows("x", x >= 0, "must be >= 0")
  .binomial_require_rows("x", x <= trials, "must be <= trials")
  labels <- c("p")
  limit <- .binomial_limits(x, trials)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .binomial_solve(x, trials)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_binomial(x, estimate, trials)
    information <- hessian_binomial(x, estimate, trials)
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
#' @param parameters numeric vector: p, in this order.
#' @param trials number: a known constant, integer >= 1.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_binomial <- function(x, parameters, trials) {
  x <- .binomial_column(x, "x")
  .binomial_require_rows("x", x == floor(x), "must be an integer")
  .binomial_require_rows("x", x >= 0, "must be >= 0")
  .binomial_require_rows("x", x <= trials, "must be <= trials")
  .binomial_nll(x, trials, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p, in this order.
#' @param trials number: a known constant, integer >= 1.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_binomial <- function(x, parameters, trials) {
  x <- .binomial_column(x, "x")
  .binomial_require_rows("x", x == floor(x), "must be an integer")
  .binomial_require_rows("x", x >= 0, "must be >= 0")
  .binomial_require_rows("x", x <= trials, "must be <= trials")
  .binomial_gradient(x, trials, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p, in this order.
#' @param trials number: a known constant, integer >= 1.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_binomial <- function(x, parameters, trials) {
  x <- .binomial_column(x, "x")
  .binomial_require_rows("x", x == floor(x), "must be an integer")
  .binomial_require_rows("x", x >= 0, "must be >= 0")
  .binomial_require_rows("x", x <= trials, "must be <= trials")
  triangle <- .binomial_hessian(x, trials, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p, in this order.
#' @param trials number: a known constant, integer >= 1.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_binomial <- function(x, parameters, trials) {
  x <- .binomial_column(x, "x")
  .binomial_require_rows("x", x == floor(x), "must be an integer")
  .binomial_require_rows("x", x >= 0, "must be >= 0")
  .binomial_require_rows("x", x <= trials, "must be <= trials")
  p <- parameters[[1]]
  score_1 <- rep_len(x / p + (x - trials) / (1 - p), length(x))
  out <- cbind(score_1)
  colnames(out) <- c("p")
  out
}

# log(1 + d) - d for d > -1, without cancellation near 0.
.binomial_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

# Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z
# >= 16.
.binomial_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

# log Gamma(y + 1) - y log y + y for y >= 0.
.binomial_stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(y < 16, small, log(2 * pi * z) / 2 + .binomial_gamma_tail(z))
}

# y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m.
.binomial_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(near, -y * .binomial_log_ratio(ifelse(near, d, 0)), far)
}

# A variable as a numeric vector; stops if it is none.
.binomial_column <- function(values, name) {
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
.binomial_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.binomial_solve <- function(x, trials) {
  n <- length(x)
  sum_x <- sum(x)
  p <- sum_x / (trials * n)
  p
}

# 1 and the limits where no maximum exists, else 0.
.binomial_limits <- function(x, trials) {
  n <- length(x)
  sum_x <- sum(x)
  if (!isTRUE(sum_x > 0)) {
    return(c(1, 0))
  }
  if (!isTRUE(trials * n - sum_x > 0)) {
    return(c(1, 1))
  }
  c(0, NaN)
}

# The log-likelihood, every constant included.
.binomial_log_likelihood <- function(x, trials, p) {
  t_1 <- trials - x
  part_1 <- .binomial_stirling(trials) - .binomial_stirling(x) -
    .binomial_deviance(x, p * trials)
  log_densities <- sum(
    part_1 - .binomial_deviance(t_1, trials * (1 - p)) - .binomial_stirling(t_1)
  )
  log_densities
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.binomial_nll <- function(x, trials, p) {
  if (!isTRUE(p > 0 && p < 1 && trials >= 1 && is.finite(trials))) {
    return(Inf)
  }
  -.binomial_log_likelihood(x, trials, p)
}

# The gradient of the log-likelihood.
.binomial_score <- function(sum_x, sum_h_1, p) {
  sum_x / p + sum_h_1 / (1 - p)
}

# The gradient of nll; nan outside the domain or the support.
.binomial_gradient <- function(x, trials, p) {
  if (!isTRUE(p > 0 && p < 1 && trials >= 1 && is.finite(trials))) {
    return(NaN)
  }
  sum_x <- sum(x)
  sum_h_1 <- sum(x - trials)
  -.binomial_score(sum_x, sum_h_1, p)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.binomial_curvature <- function(sum_h_1, sum_x, p) {
  t_2 <- 1 - p
  sum_h_1 / t_2^2 - sum_x / p^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.binomial_hessian <- function(x, trials, p) {
  if (!isTRUE(p > 0 && p < 1 && trials >= 1 && is.finite(trials))) {
    return(NaN)
  }
  sum_x <- sum(x)
  sum_h_1 <- sum(x - trials)
  -.binomial_curvature(sum_h_1, sum_x, p)
}
