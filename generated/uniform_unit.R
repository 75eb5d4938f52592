# Maximum-likelihood estimation: Uniform distribution on an interval of length
# one.
#
#   f(x; theta) = 1
#   support: theta - 1/2 <= x <= theta + 1/2
#   theta: real
#
# Log-likelihood:
#
#   0
#
# Estimator (boundary):
#
#   theta = any value from max(x) - 1/2 to min(x) + 1/2; max(x)/2 + min(x)/2
#       is given
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
mle_uniform_unit <- function(x) {
  x <- .uniform_unit_column(x, "x")
  labels <- c("theta")
  estimate <- .uniform_unit_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_uniform_unit(x, estimate)
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
nll_uniform_unit <- function(x, parameters) {
  x <- .uniform_unit_column(x, "x")
  .uniform_unit_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_uniform_unit <- function(x, parameters) {
  x <- .uniform_unit_column(x, "x")
  .uniform_unit_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_uniform_unit <- function(x, parameters) {
  x <- .uniform_unit_column(x, "x")
  triangle <- .uniform_unit_hessian(x, parameters[[1]])
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
scores_uniform_unit <- function(x, parameters) {
  x <- .uniform_unit_column(x, "x")
  score_1 <- rep_len(0, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("theta")
  out
}

# A variable as a numeric vector; stops if it is none.
.uniform_unit_column <- function(values, name) {
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
.uniform_unit_solve <- function(x) {
  max_x <- max(x)
  min_x <- min(x)
  theta <- 0.5 * max_x + 0.5 * min_x
  theta
}

# The log-likelihood, every constant included.
.uniform_unit_log_likelihood <- function(theta) {
  0
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.uniform_unit_nll <- function(x, theta) {
  if (!is.finite(theta)) {
    return(Inf)
  }
  outside <- sum(ifelse(x >= theta - 0.5 & x <= theta + 0.5, 0, 1))
  if (isTRUE(outside > 0)) {
    return(Inf)
  }
  -.uniform_unit_log_likelihood(theta)
}

# The gradient of the log-likelihood.
.uniform_unit_score <- function(theta) {
  0
}

# The gradient of nll; nan outside the domain or the support.
.uniform_unit_gradient <- function(x, theta) {
  if (!is.finite(theta)) {
    return(NaN)
  }
  outside <- sum(ifelse(x >= theta - 0.5 & x <= theta + 0.5, 0, 1))
  if (isTRUE(outside > 0)) {
    return(NaN)
  }
  -.uniform_unit_score(theta)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.uniform_unit_curvature <- function(theta) {
  0
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.uniform_unit_hessian <- function(x, theta) {
  if (!is.finite(theta)) {
    return(NaN)
  }
  outside <- sum(ifelse(x >= theta - 0.5 & x <= theta + 0.5, 0, 1))
  if (isTRUE(outside > 0)) {
    return(NaN)
  }
  -.uniform_unit_curvature(theta)
}
