# Maximum-likelihood estimation: Lognormal distribution (mean and variance of
# the logarithm).
#
#   f(x; mu, sigma2) = 1/(x*sqrt(2*pi*sigma2))*exp(-(log(x)-mu)**2/(2*sigma2))
#   support: x > 0
#   mu: real
#   sigma2: positive
#
# Log-likelihood:
#
#   -log(2*pi*sigma2)*n/2 - sum(log(x)) - sum((-mu + log(x))**2)/(2*sigma2)
#
# Estimator (closed):
#
#   mu = sum(log(x))/n
#   sigma2 = sum((-mu + log(x))**2)/n
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 14
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
mle_lognormal <- function(x) {
  x <- .lognormal_column(x, "x")
  .lognormal_require_rows("x", x > 0, "must be > 0")
  labels <- c("mu", "sigma2")
  limit <- .lognormal_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .lognormal_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_lognormal(x, estimate)
    information <- hessian_lognormal(x, estimate)
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
#' @param parameters numeric vector: mu, sigma2, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_lognormal <- function(x, parameters) {
  x <- .lognormal_column(x, "x")
  .lognormal_require_rows("x", x > 0, "must be > 0")
  .lognormal_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, sigma2, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_lognormal <- function(x, parameters) {
  x <- .lognormal_column(x, "x")
  .lognormal_require_rows("x", x > 0, "must be > 0")
  .lognormal_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, sigma2, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_lognormal <- function(x, parameters) {
  x <- .lognormal_column(x, "x")
  .lognormal_require_rows("x", x > 0, "must be > 0")
  triangle <- .lognormal_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, sigma2, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_lognormal <- function(x, parameters) {
  x <- .lognormal_column(x, "x")
  .lognormal_require_rows("x", x > 0, "must be > 0")
  mu <- parameters[[1]]
  sigma2 <- parameters[[2]]
  t_5 <- 0.5 / sigma2
  t_6 <- log(x)
  score_1 <- rep_len(-(2 * mu - 2 * t_6) * t_5, length(x))
  score_2 <- rep_len(0.5 * (t_6 - mu)^2 / sigma2^2 - t_5, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("mu", "sigma2")
  out
}

# A variable as a numeric vector; stops if it is none.
.lognormal_column <- function(values, name) {
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
.lognormal_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.lognormal_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  mu <- sum_log_x / n
  sum_h <- sum((log(x) - mu)^2)
  sigma2 <- sum_h / n
  c(mu, sigma2)
}

# 1 and the limits where no maximum exists, else 0.
.lognormal_limits <- function(x) {
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, NaN, 0))
  }
  c(0, NaN, NaN)
}

# The log-likelihood, every constant included.
.lognormal_log_likelihood <- function(x, sum_log_x, n, mu, sigma2) {
  sum_h_1 <- sum((log(x) - mu)^2)
  -0.5 * n * log(2 * pi * sigma2) - sum_log_x - 0.5 * sum_h_1 / sigma2
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.lognormal_nll <- function(x, mu, sigma2) {
  if (!isTRUE(is.finite(mu) && sigma2 > 0 && is.finite(sigma2))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.lognormal_log_likelihood(x, sum_log_x, n, mu, sigma2)
}

# The gradient of the log-likelihood.
.lognormal_score <- function(x, n, sum_log_x, mu, sigma2) {
  sum_h_2 <- sum((log(x) - mu)^2)
  t_7 <- 1 / sigma2
  t_8 <- t_7 * n
  c(t_7 * sum_log_x - mu * t_8, 0.5 * sum_h_2 / sigma2^2 - 0.5 * t_8)
}

# The gradient of nll; nan outside the domain or the support.
.lognormal_gradient <- function(x, mu, sigma2) {
  if (!isTRUE(is.finite(mu) && sigma2 > 0 && is.finite(sigma2))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  found_1 <- .lognormal_score(x, n, sum_log_x, mu, sigma2)
  g_1 <- found_1[1]
  g_2 <- found_1[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.lognormal_curvature <- function(x, n, sum_log_x, mu, sigma2) {
  sum_h_3 <- sum((log(x) - mu)^2)
  t_9 <- 1 / sigma2
  t_10 <- 0.5 * n
  t_11 <- t_9 * n
  t_12 <- 1 / sigma2^2
  c(
    -t_11,
    mu * t_12 * n - t_12 * sum_log_x,
    t_10 * t_12 - sum_h_3 / (sigma2 * sigma2 * sigma2)
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.lognormal_hessian <- function(x, mu, sigma2) {
  if (!isTRUE(is.finite(mu) && sigma2 > 0 && is.finite(sigma2))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  found_2 <- .lognormal_curvature(x, n, sum_log_x, mu, sigma2)
  h_1 <- found_2[1]
  h_2 <- found_2[2]
  h_3 <- found_2[3]
  c(-h_1, -h_2, -h_3)
}
