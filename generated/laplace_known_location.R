# Maximum-likelihood estimation: Laplace distribution with known location.
#
#   f(x; scale, mu) = 1/(2*scale)*exp(-Abs(x-mu)/scale)
#   support: real
#   scale: positive
#   mu: real (a known constant)
#
# Log-likelihood:
#
#   -log(2*scale)*n - sum(Abs(x - mu))/scale
#
# Estimator (closed):
#
#   scale = sum(Abs(x - mu))/n
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
#       vol. 2, ch. 24
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
mle_laplace_known_location <- function(x, mu) {
  x <- .laplace_known_location_column(x, "x")
  labels <- c("scale")
  estimate <- .laplace_known_location_solve(x, mu)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_laplace_known_location(x, estimate, mu)
    information <- hessian_laplace_known_location(x, estimate, mu)
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
#' @param parameters numeric vector: scale, in this order.
#' @param mu number: a known constant, real.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_laplace_known_location <- function(x, parameters, mu) {
  x <- .laplace_known_location_column(x, "x")
  .laplace_known_location_nll(x, mu, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, in this order.
#' @param mu number: a known constant, real.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_laplace_known_location <- function(x, parameters, mu) {
  x <- .laplace_known_location_column(x, "x")
  .laplace_known_location_gradient(x, mu, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, in this order.
#' @param mu number: a known constant, real.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_laplace_known_location <- function(x, parameters, mu) {
  x <- .laplace_known_location_column(x, "x")
  triangle <- .laplace_known_location_hessian(x, mu, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, in this order.
#' @param mu number: a known constant, real.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_laplace_known_location <- function(x, parameters, mu) {
  x <- .laplace_known_location_column(x, "x")
  scale <- parameters[[1]]
  score_1 <- rep_len(abs(x - mu) / scale^2 - 1 / scale, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("scale")
  out
}

# A variable as a numeric vector; stops if it is none.
.laplace_known_location_column <- function(values, name) {
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
.laplace_known_location_solve <- function(x, mu) {
  n <- length(x)
  sum_h <- sum(abs(x - mu))
  scale <- sum_h / n
  scale
}

# The log-likelihood, every constant included.
.laplace_known_location_log_likelihood <- function(sum_h, n, scale) {
  -n * log(2 * scale) - sum_h / scale
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.laplace_known_location_nll <- function(x, mu, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale) && is.finite(mu))) {
    return(Inf)
  }
  n <- length(x)
  sum_h <- sum(abs(x - mu))
  -.laplace_known_location_log_likelihood(sum_h, n, scale)
}

# The gradient of the log-likelihood.
.laplace_known_location_score <- function(sum_h, n, scale) {
  sum_h / scale^2 - n / scale
}

# The gradient of nll; nan outside the domain or the support.
.laplace_known_location_gradient <- function(x, mu, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale) && is.finite(mu))) {
    return(NaN)
  }
  n <- length(x)
  sum_h <- sum(abs(x - mu))
  -.laplace_known_location_score(sum_h, n, scale)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.laplace_known_location_curvature <- function(n, sum_h, scale) {
  t_3 <- 1 / scale^2
  t_3 * n - 2 * sum_h / (scale * scale * scale)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.laplace_known_location_hessian <- function(x, mu, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale) && is.finite(mu))) {
    return(NaN)
  }
  n <- length(x)
  sum_h <- sum(abs(x - mu))
  -.laplace_known_location_curvature(n, sum_h, scale)
}
