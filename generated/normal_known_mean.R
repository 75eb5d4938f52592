# Maximum-likelihood estimation: Normal distribution with known mean.
#
#   f(x; sigma2, mu) = 1/sqrt(2*pi*sigma2)*exp(-(x-mu)**2/(2*sigma2))
#   support: real
#   sigma2: positive
#   mu: real (a known constant)
#
# Log-likelihood:
#
#   -log(2*pi*sigma2)*n/2 - sum((x - mu)**2)/(2*sigma2)
#
# Estimator (closed):
#
#   sigma2 = sum((x - mu)**2)/n
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 13
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @param mu number: a known constant, real.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_normal_known_mean <- function(x, mu) {
  x <- .normal_known_mean_column(x, "x")
  labels <- c("sigma2")
  estimate <- .normal_known_mean_solve(x, mu)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_normal_known_mean(x, estimate, mu)
    information <- hessian_normal_known_mean(x, estimate, mu)
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
#' @param parameters numeric vector: sigma2, in this order.
#' @param mu number: a known constant, real.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_normal_known_mean <- function(x, parameters, mu) {
  x <- .normal_known_mean_column(x, "x")
  .normal_known_mean_nll(x, mu, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: sigma2, in this order.
#' @param mu number: a known constant, real.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_normal_known_mean <- function(x, parameters, mu) {
  x <- .normal_known_mean_column(x, "x")
  .normal_known_mean_gradient(x, mu, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: sigma2, in this order.
#' @param mu number: a known constant, real.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_normal_known_mean <- function(x, parameters, mu) {
  x <- .normal_known_mean_column(x, "x")
  triangle <- .normal_known_mean_hessian(x, mu, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: sigma2, in this order.
#' @param mu number: a known constant, real.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_normal_known_mean <- function(x, parameters, mu) {
  x <- .normal_known_mean_column(x, "x")
  sigma2 <- parameters[[1]]
  score_1 <- rep_len(0.5 / sigma2^2 * (x - mu)^2 - 0.5 / sigma2, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("sigma2")
  out
}

# A variable as a numeric vector; stops if it is none.
.normal_known_mean_column <- function(values, name) {
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

# The estimate, in the order of the parameters.
.normal_known_mean_solve <- function(x, mu) {
  n <- length(x)
  sum_h <- sum((x - mu)^2)
  sigma2 <- sum_h / n
  sigma2
}

# The log-likelihood, every constant included.
.normal_known_mean_log_likelihood <- function(n, sum_h, sigma2) {
  -0.5 * n * log(2 * pi * sigma2) - 0.5 * sum_h / sigma2
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.normal_known_mean_nll <- function(x, mu, sigma2) {
  if (!isTRUE(sigma2 > 0 && is.finite(sigma2) && is.finite(mu))) {
    return(Inf)
  }
  n <- length(x)
  sum_h <- sum((x - mu)^2)
  -.normal_known_mean_log_likelihood(n, sum_h, sigma2)
}

# The gradient of the log-likelihood.
.normal_known_mean_score <- function(sum_h, n, sigma2) {
  0.5 * sum_h / sigma2^2 - 0.5 * n / sigma2
}

# The gradient of nll; nan outside the domain or the support.
.normal_known_mean_gradient <- function(x, mu, sigma2) {
  if (!isTRUE(sigma2 > 0 && is.finite(sigma2) && is.finite(mu))) {
    return(NaN)
  }
  n <- length(x)
  sum_h <- sum((x - mu)^2)
  -.normal_known_mean_score(sum_h, n, sigma2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.normal_known_mean_curvature <- function(n, sum_h, sigma2) {
  t_4 <- 0.5 * n
  t_5 <- 1 / sigma2^2
  t_4 * t_5 - sum_h / (sigma2 * sigma2 * sigma2)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.normal_known_mean_hessian <- function(x, mu, sigma2) {
  if (!isTRUE(sigma2 > 0 && is.finite(sigma2) && is.finite(mu))) {
    return(NaN)
  }
  n <- length(x)
  sum_h <- sum((x - mu)^2)
  -.normal_known_mean_curvature(n, sum_h, sigma2)
}
