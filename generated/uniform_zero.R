# Maximum-likelihood estimation: Uniform distribution on (0, theta).
#
#   f(x; theta) = 1/theta
#   support: 0 <= x <= theta
#   theta: positive
#
# Log-likelihood:
#
#   -log(theta)*n
#
# Estimator (boundary):
#
#   theta = max(x)
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
mle_uniform_zero <- function(x) {
  x <- .uniform_zero_column(x, "x")
  .uniform_zero_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("theta")
  estimate <- .uniform_zero_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_uniform_zero(x, estimate)
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
nll_uniform_zero <- function(x, parameters) {
  x <- .uniform_zero_column(x, "x")
  .uniform_zero_require_rows("x", x >= 0, "must be >= 0")
  .uniform_zero_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_uniform_zero <- function(x, parameters) {
  x <- .uniform_zero_column(x, "x")
  .uniform_zero_require_rows("x", x >= 0, "must be >= 0")
  .uniform_zero_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_uniform_zero <- function(x, parameters) {
  x <- .uniform_zero_column(x, "x")
  .uniform_zero_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .uniform_zero_hessian(x, parameters[[1]])
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
scores_uniform_zero <- function(x, parameters) {
  x <- .uniform_zero_column(x, "x")
  .uniform_zero_require_rows("x", x >= 0, "must be >= 0")
  theta <- parameters[[1]]
  score_1 <- rep_len(-1 / theta, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("theta")
  out
}

# A variable as a numeric vector; stops if it is none.
.uniform_zero_column <- function(values, name) {
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
.uniform_zero_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.uniform_zero_solve <- function(x) {
  max_x <- max(x)
  theta <- max_x
  theta
}

# The log-likelihood, every constant included.
.uniform_zero_log_likelihood <- function(n, theta) {
  -n * log(theta)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.uniform_zero_nll <- function(x, theta) {
  if (!isTRUE(theta > 0 && is.finite(theta))) {
    return(Inf)
  }
  outside <- sum(ifelse(x <= theta, 0, 1))
  if (isTRUE(outside > 0)) {
    return(Inf)
  }
  n <- length(x)
  -.uniform_zero_log_likelihood(n, theta)
}

# The gradient of the log-likelihood.
.uniform_zero_score <- function(n, theta) {
  -n / theta
}

# The gradient of nll; nan outside the domain or the support.
.uniform_zero_gradient <- function(x, theta) {
  if (!isTRUE(theta > 0 && is.finite(theta))) {
    return(NaN)
  }
  outside <- sum(ifelse(x <= theta, 0, 1))
  if (isTRUE(outside > 0)) {
    return(NaN)
  }
  n <- length(x)
  -.uniform_zero_score(n, theta)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.uniform_zero_curvature <- function(n, theta) {
  n / theta^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.uniform_zero_hessian <- function(x, theta) {
  if (!isTRUE(theta > 0 && is.finite(theta))) {
    return(NaN)
  }
  outside <- sum(ifelse(x <= theta, 0, 1))
  if (isTRUE(outside > 0)) {
    return(NaN)
  }
  n <- length(x)
  -.uniform_zero_curvature(n, theta)
}
