# Maximum-likelihood estimation: Exponential distribution (rate).
#
#   f(x; rate) = rate*exp(-rate*x)
#   support: x >= 0
#   rate: positive
#
# Log-likelihood:
#
#   -rate*sum(x) + log(rate)*n
#
# Estimator (closed):
#
#   rate = n/sum(x)
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 19
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
mle_exponential <- function(x) {
  x <- .exponential_column(x, "x")
  .exponential_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("rate")
  estimate <- .exponential_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_exponential(x, estimate)
    information <- hessian_exponential(x, estimate)
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
#' @param parameters numeric vector: rate, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_exponential <- function(x, parameters) {
  x <- .exponential_column(x, "x")
  .exponential_require_rows("x", x >= 0, "must be >= 0")
  .exponential_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: rate, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_exponential <- function(x, parameters) {
  x <- .exponential_column(x, "x")
  .exponential_require_rows("x", x >= 0, "must be >= 0")
  .exponential_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: rate, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_exponential <- function(x, parameters) {
  x <- .exponential_column(x, "x")
  .exponential_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .exponential_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: rate, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_exponential <- function(x, parameters) {
  x <- .exponential_column(x, "x")
  .exponential_require_rows("x", x >= 0, "must be >= 0")
  rate <- parameters[[1]]
  score_1 <- rep_len(1 / rate - x, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("rate")
  out
}

# A variable as a numeric vector; stops if it is none.
.exponential_column <- function(values, name) {
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
.exponential_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.exponential_solve <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  rate <- n / sum_x
  rate
}

# The log-likelihood, every constant included.
.exponential_log_likelihood <- function(n, sum_x, rate) {
  n * log(rate) - rate * sum_x
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.exponential_nll <- function(x, rate) {
  if (!isTRUE(rate > 0 && is.finite(rate))) {
    return(Inf)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.exponential_log_likelihood(n, sum_x, rate)
}

# The gradient of the log-likelihood.
.exponential_score <- function(sum_x, n, rate) {
  n / rate - sum_x
}

# The gradient of nll; nan outside the domain or the support.
.exponential_gradient <- function(x, rate) {
  if (!isTRUE(rate > 0 && is.finite(rate))) {
    return(NaN)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.exponential_score(sum_x, n, rate)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.exponential_curvature <- function(n, rate) {
  -n / rate^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.exponential_hessian <- function(x, rate) {
  if (!isTRUE(rate > 0 && is.finite(rate))) {
    return(NaN)
  }
  n <- length(x)
  -.exponential_curvature(n, rate)
}
