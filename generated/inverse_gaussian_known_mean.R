# Maximum-likelihood estimation: Inverse Gaussian distribution with known
# mean.
#
#   f(x; shape, mu) =
#       sqrt(shape/(2*pi*x**3))*exp(-shape*(x-mu)**2/(2*mu**2*x))
#   support: x > 0
#   shape: positive
#   mu: positive (a known constant)
#
# Log-likelihood:
#
#   log(shape/(2*pi))*n/2 - 3*sum(log(x))/2 - shape*sum((x -
#       mu)**2/x)/(2*mu**2)
#
# Estimator (closed):
#
#   shape = mu**2*n/sum((x - mu)**2/x)
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 15
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @param mu number: a known constant, positive.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_inverse_gaussian_known_mean <- function(x, mu) {
  x <- .inverse_gaussian_known_mean_column(x, "x")
  .inverse_gaussian_known_mean_require_rows("x", x > 0, "must be > 0")
  labels <- c("shape")
  estimate <- .inverse_gaussian_known_mean_solve(x, mu)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_inverse_gaussian_known_mean(x, estimate, mu)
    information <- hessian_inverse_gaussian_known_mean(x, estimate, mu)
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
#' @param parameters numeric vector: shape, in this order.
#' @param mu number: a known constant, positive.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_inverse_gaussian_known_mean <- function(x, parameters, mu) {
  x <- .inverse_gaussian_known_mean_column(x, "x")
  .inverse_gaussian_known_mean_require_rows("x", x > 0, "must be > 0")
  .inverse_gaussian_known_mean_nll(x, mu, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, in this order.
#' @param mu number: a known constant, positive.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_inverse_gaussian_known_mean <- function(x, parameters, mu) {
  x <- .inverse_gaussian_known_mean_column(x, "x")
  .inverse_gaussian_known_mean_require_rows("x", x > 0, "must be > 0")
  .inverse_gaussian_known_mean_gradient(x, mu, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, in this order.
#' @param mu number: a known constant, positive.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_inverse_gaussian_known_mean <- function(x, parameters, mu) {
  x <- .inverse_gaussian_known_mean_column(x, "x")
  .inverse_gaussian_known_mean_require_rows("x", x > 0, "must be > 0")
  triangle <- .inverse_gaussian_known_mean_hessian(x, mu, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, in this order.
#' @param mu number: a known constant, positive.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_inverse_gaussian_known_mean <- function(x, parameters, mu) {
  x <- .inverse_gaussian_known_mean_column(x, "x")
  .inverse_gaussian_known_mean_require_rows("x", x > 0, "must be > 0")
  shape <- parameters[[1]]
  score_1 <- rep_len(0.5 / shape - 0.5 / mu^2 * (x - mu)^2 / x, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("shape")
  out
}

# A variable as a numeric vector; stops if it is none.
.inverse_gaussian_known_mean_column <- function(values, name) {
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
.inverse_gaussian_known_mean_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.inverse_gaussian_known_mean_solve <- function(x, mu) {
  n <- length(x)
  sum_h <- sum((x - mu)^2 / x)
  shape <- mu^2 * n / sum_h
  shape
}

# The log-likelihood, every constant included.
.inverse_gaussian_known_mean_log_likelihood <- function(
    sum_log_x, n, sum_h, mu, shape
) {
  t_4 <- 0.5 * shape
  0.5 * n * log(t_4 / pi) - t_4 * sum_h / mu^2 - 1.5 * sum_log_x
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.inverse_gaussian_known_mean_nll <- function(x, mu, shape) {
  if (!isTRUE(shape > 0 && is.finite(shape) && mu > 0 && is.finite(mu))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  sum_h <- sum((x - mu)^2 / x)
  -.inverse_gaussian_known_mean_log_likelihood(sum_log_x, n, sum_h, mu, shape)
}

# The gradient of the log-likelihood.
.inverse_gaussian_known_mean_score <- function(n, sum_h, mu, shape) {
  0.5 * n / shape - 0.5 * sum_h / mu^2
}

# The gradient of nll; nan outside the domain or the support.
.inverse_gaussian_known_mean_gradient <- function(x, mu, shape) {
  if (!isTRUE(shape > 0 && is.finite(shape) && mu > 0 && is.finite(mu))) {
    return(NaN)
  }
  n <- length(x)
  sum_h <- sum((x - mu)^2 / x)
  -.inverse_gaussian_known_mean_score(n, sum_h, mu, shape)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.inverse_gaussian_known_mean_curvature <- function(n, shape) {
  t_7 <- 0.5 * n
  -t_7 / shape^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.inverse_gaussian_known_mean_hessian <- function(x, mu, shape) {
  if (!isTRUE(shape > 0 && is.finite(shape) && mu > 0 && is.finite(mu))) {
    return(NaN)
  }
  n <- length(x)
  -.inverse_gaussian_known_mean_curvature(n, shape)
}
