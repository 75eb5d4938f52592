# Maximum-likelihood estimation: Normal distribution with known variance.
#
#   f(x; mu, sigma2) = 1/sqrt(2*pi*sigma2)*exp(-(x-mu)**2/(2*sigma2))
#   support: real
#   mu: real
#   sigma2: positive (a known constant)
#
# Log-likelihood:
#
#   -log(2*pi*sigma2)*n/2 - sum((x - mu)**2)/(2*sigma2)
#
# Estimator (closed):
#
#   mu = sum(x)/n
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
#' @param sigma2 number: a known constant, positive.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_normal_known_variance <- function(x, sigma2) {
  x <- .normal_known_variance_column(x, "x")
  labels <- c("mu")
  estimate <- .normal_known_variance_solve(x, sigma2)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_normal_known_variance(x, estimate, sigma2)
    information <- hessian_normal_known_variance(x, estimate, sigma2)
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
#' @param parameters numeric vector: mu, in this order.
#' @param sigma2 number: a known constant, positive.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_normal_known_variance <- function(x, parameters, sigma2) {
  x <- .normal_known_variance_column(x, "x")
  .normal_known_variance_nll(x, sigma2, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, in this order.
#' @param sigma2 number: a known constant, positive.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_normal_known_variance <- function(x, parameters, sigma2) {
  x <- .normal_known_variance_column(x, "x")
  .normal_known_variance_gradient(x, sigma2, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, in this order.
#' @param sigma2 number: a known constant, positive.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_normal_known_variance <- function(x, parameters, sigma2) {
  x <- .normal_known_variance_column(x, "x")
  triangle <- .normal_known_variance_hessian(x, sigma2, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, in this order.
#' @param sigma2 number: a known constant, positive.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_normal_known_variance <- function(x, parameters, sigma2) {
  x <- .normal_known_variance_column(x, "x")
  mu <- parameters[[1]]
  score_1 <- rep_len(-0.5 / sigma2 * (2 * mu - 2 * x), length(x))
  out <- cbind(score_1)
  colnames(out) <- c("mu")
  out
}

# A variable as a numeric vector; stops if it is none.
.normal_known_variance_column <- function(values, name) {
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
.normal_known_variance_solve <- function(x, sigma2) {
  n <- length(x)
  sum_x <- sum(x)
  mu <- sum_x / n
  mu
}

# The log-likelihood, every constant included.
.normal_known_variance_log_likelihood <- function(x, sigma2, n, mu) {
  sum_h_1 <- sum((x - mu)^2)
  -0.5 * n * log(2 * pi * sigma2) - 0.5 * sum_h_1 / sigma2
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.normal_known_variance_nll <- function(x, sigma2, mu) {
  if (!isTRUE(is.finite(mu) && sigma2 > 0 && is.finite(sigma2))) {
    return(Inf)
  }
  n <- length(x)
  -.normal_known_variance_log_likelihood(x, sigma2, n, mu)
}

# The gradient of the log-likelihood.
.normal_known_variance_score <- function(x, sigma2, mu) {
  sum_h_2 <- sum(x - mu)
  sum_h_2 / sigma2
}

# The gradient of nll; nan outside the domain or the support.
.normal_known_variance_gradient <- function(x, sigma2, mu) {
  if (!isTRUE(is.finite(mu) && sigma2 > 0 && is.finite(sigma2))) {
    return(NaN)
  }
  -.normal_known_variance_score(x, sigma2, mu)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.normal_known_variance_curvature <- function(sigma2, n, mu) {
  t_2 <- 1 / sigma2
  -t_2 * n
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.normal_known_variance_hessian <- function(x, sigma2, mu) {
  if (!isTRUE(is.finite(mu) && sigma2 > 0 && is.finite(sigma2))) {
    return(NaN)
  }
  n <- length(x)
  -.normal_known_variance_curvature(sigma2, n, mu)
}
