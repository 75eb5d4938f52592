# Maximum-likelihood estimation: Uniform distribution on (-theta, theta).
#
#   f(x; theta) = 1/(2*theta)
#   support: -theta <= x <= theta
#   theta: positive
#
# Log-likelihood:
#
#   -log(2*theta)*n
#
# Estimator (boundary):
#
#   theta = Max(max(x), -min(x))
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
#       vol. 2, ch. 26
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
mle_uniform_symmetric <- function(x) {
  x <- .uniform_symmetric_column(x, "x")
  labels <- c("theta")
  estimate <- .uniform_symmetric_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_uniform_symmetric(x, estimate)
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
#' @param parameters numeric vector: theta, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_uniform_symmetric <- function(x, parameters) {
  x <- .uniform_symmetric_column(x, "x")
  .uniform_symmetric_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_uniform_symmetric <- function(x, parameters) {
  x <- .uniform_symmetric_column(x, "x")
  .uniform_symmetric_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_uniform_symmetric <- function(x, parameters) {
  x <- .uniform_symmetric_column(x, "x")
  triangle <- .uniform_symmetric_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_uniform_symmetric <- function(x, parameters) {
  x <- .uniform_symmetric_column(x, "x")
  theta <- parameters[[1]]
  score_1 <- rep_len(-1 / theta, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("theta")
  out
}

# A variable as a numeric vector; stops if it is none.
.uniform_symmetric_column <- function(values, name) {
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
.uniform_symmetric_solve <- function(x) {
  max_x <- max(x)
  min_x <- min(x)
  theta <- pmax(-min_x, max_x)
  theta
}

# The log-likelihood, every constant included.
.uniform_symmetric_log_likelihood <- function(n, theta) {
  -n * log(2 * theta)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.uniform_symmetric_nll <- function(x, theta) {
  if (!isTRUE(theta > 0 && is.finite(theta))) {
    return(Inf)
  }
  outside <- sum(ifelse(x >= -theta & x <= theta, 0, 1))
  if (isTRUE(outside > 0)) {
    return(Inf)
  }
  n <- length(x)
  -.uniform_symmetric_log_likelihood(n, theta)
}

# The gradient of the log-likelihood.
.uniform_symmetric_score <- function(n, theta) {
  -n / theta
}

# The gradient of nll; nan outside the domain or the support.
.uniform_symmetric_gradient <- function(x, theta) {
  if (!isTRUE(theta > 0 && is.finite(theta))) {
    return(NaN)
  }
  outside <- sum(ifelse(x >= -theta & x <= theta, 0, 1))
  if (isTRUE(outside > 0)) {
    return(NaN)
  }
  n <- length(x)
  -.uniform_symmetric_score(n, theta)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.uniform_symmetric_curvature <- function(n, theta) {
  n / theta^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.uniform_symmetric_hessian <- function(x, theta) {
  if (!isTRUE(theta > 0 && is.finite(theta))) {
    return(NaN)
  }
  outside <- sum(ifelse(x >= -theta & x <= theta, 0, 1))
  if (isTRUE(outside > 0)) {
    return(NaN)
  }
  n <- length(x)
  -.uniform_symmetric_curvature(n, theta)
}
