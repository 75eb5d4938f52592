# Maximum-likelihood estimation: Rayleigh distribution.
#
#   f(x; sigma) = x/sigma**2*exp(-x**2/(2*sigma**2))
#   support: x > 0
#   sigma: positive
#
# Log-likelihood:
#
#   -2*log(sigma)*n + sum(log(x)) - sum(x**2)/(2*sigma**2)
#
# Estimator (closed):
#
#   sigma = sqrt(2)*sqrt(sum(x**2))/(2*sqrt(n))
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 18
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
mle_rayleigh <- function(x) {
  x <- .rayleigh_column(x, "x")
  .rayleigh_require_rows("x", x > 0, "must be > 0")
  labels <- c("sigma")
  estimate <- .rayleigh_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_rayleigh(x, estimate)
    information <- hessian_rayleigh(x, estimate)
    size <- sqrt(pmax(diag(information), 0))
    if (all(is.finite(information)) && all(size > 0)) {
      unit <- size %o% size
      root <- tryCatch(chol(information / unit), error = function(e) NULL)
      if (!is.null(root)) {
        vcov[] <- chol2inv(root) / unit
      }
    }
  } else {
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
#' @param parameters numeric vector: sigma, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_rayleigh <- function(x, parameters) {
  x <- .rayleigh_column(x, "x")
  .rayleigh_require_rows("x", x > 0, "must be > 0")
  .rayleigh_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: sigma, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_rayleigh <- function(x, parameters) {
  x <- .rayleigh_column(x, "x")
  .rayleigh_require_rows("x", x > 0, "must be > 0")
  .rayleigh_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: sigma, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_rayleigh <- function(x, parameters) {
  x <- .rayleigh_column(x, "x")
  .rayleigh_require_rows("x", x > 0, "must be > 0")
  triangle <- .rayleigh_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: sigma, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_rayleigh <- function(x, parameters) {
  x <- .rayleigh_column(x, "x")
  .rayleigh_require_rows("x", x > 0, "must be > 0")
  sigma <- parameters[[1]]
  score_1 <- rep_len(x^2 / (sigma * sigma * sigma) - 2 / sigma, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("sigma")
  out
}

# A variable as a numeric vector; stops if it is none.
.rayleigh_column <- function(values, name) {
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
.rayleigh_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.rayleigh_solve <- function(x) {
  n <- length(x)
  sum_x_2 <- sum(x^2)
  sigma <- 0.5 * sqrt(2) * sqrt(sum_x_2) / sqrt(n)
  sigma
}

# The log-likelihood, every constant included.
.rayleigh_log_likelihood <- function(sum_log_x, sum_x_2, n, sigma) {
  sum_log_x - 2 * n * log(sigma) - 0.5 * sum_x_2 / sigma^2
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.rayleigh_nll <- function(x, sigma) {
  if (!isTRUE(sigma > 0 && is.finite(sigma))) {
    return(Inf)
  }
  n <- length(x)
  sum_x_2 <- sum(x^2)
  sum_log_x <- sum(log(x))
  -.rayleigh_log_likelihood(sum_log_x, sum_x_2, n, sigma)
}

# The gradient of the log-likelihood.
.rayleigh_score <- function(sum_x_2, n, sigma) {
  sum_x_2 / (sigma * sigma * sigma) - 2 * n / sigma
}

# The gradient of nll; nan outside the domain or the support.
.rayleigh_gradient <- function(x, sigma) {
  if (!isTRUE(sigma > 0 && is.finite(sigma))) {
    return(NaN)
  }
  n <- length(x)
  sum_x_2 <- sum(x^2)
  -.rayleigh_score(sum_x_2, n, sigma)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.rayleigh_curvature <- function(n, sum_x_2, sigma) {
  t_2 <- 1 / sigma^2
  t_3 <- 2 * n
  t_2 * t_3 - 3 * sum_x_2 / (sigma * sigma * sigma * sigma)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.rayleigh_hessian <- function(x, sigma) {
  if (!isTRUE(sigma > 0 && is.finite(sigma))) {
    return(NaN)
  }
  n <- length(x)
  sum_x_2 <- sum(x^2)
  -.rayleigh_curvature(n, sum_x_2, sigma)
}
