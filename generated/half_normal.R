# Maximum-likelihood estimation: Half-normal distribution.
#
#   f(x; sigma) = sqrt(2/pi)/sigma*exp(-x**2/(2*sigma**2))
#   support: x >= 0
#   sigma: positive
#
# Log-likelihood:
#
#   (-log(sigma) + log(2/pi)/2)*n - sum(x**2)/(2*sigma**2)
#
# Estimator (closed):
#
#   sigma = sqrt(sum(x**2))/sqrt(n)
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
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_half_normal <- function(x) {
  x <- .half_normal_column(x, "x")
  .half_normal_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("sigma")
  estimate <- .half_normal_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_half_normal(x, estimate)
    information <- hessian_half_normal(x, estimate)
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
nll_half_normal <- function(x, parameters) {
  x <- .half_normal_column(x, "x")
  .half_normal_require_rows("x", x >= 0, "must be >= 0")
  .half_normal_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: sigma, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_half_normal <- function(x, parameters) {
  x <- .half_normal_column(x, "x")
  .half_normal_require_rows("x", x >= 0, "must be >= 0")
  .half_normal_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: sigma, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_half_normal <- function(x, parameters) {
  x <- .half_normal_column(x, "x")
  .half_normal_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .half_normal_hessian(x, parameters[[1]])
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
scores_half_normal <- function(x, parameters) {
  x <- .half_normal_column(x, "x")
  .half_normal_require_rows("x", x >= 0, "must be >= 0")
  sigma <- parameters[[1]]
  score_1 <- rep_len(x^2 / (sigma * sigma * sigma) - 1 / sigma, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("sigma")
  out
}

# A variable as a numeric vector; stops if it is none.
.half_normal_column <- function(values, name) {
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
.half_normal_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.half_normal_solve <- function(x) {
  n <- length(x)
  sum_x_2 <- sum(x^2)
  sigma <- sqrt(sum_x_2) / sqrt(n)
  sigma
}

# The log-likelihood, every constant included.
.half_normal_log_likelihood <- function(n, sum_x_2, sigma) {
  0.5 * n * log(2 / pi) - n * log(sigma) - 0.5 * sum_x_2 / sigma^2
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.half_normal_nll <- function(x, sigma) {
  if (!isTRUE(sigma > 0 && is.finite(sigma))) {
    return(Inf)
  }
  n <- length(x)
  sum_x_2 <- sum(x^2)
  -.half_normal_log_likelihood(n, sum_x_2, sigma)
}

# The gradient of the log-likelihood.
.half_normal_score <- function(sum_x_2, n, sigma) {
  sum_x_2 / (sigma * sigma * sigma) - n / sigma
}

# The gradient of nll; nan outside the domain or the support.
.half_normal_gradient <- function(x, sigma) {
  if (!isTRUE(sigma > 0 && is.finite(sigma))) {
    return(NaN)
  }
  n <- length(x)
  sum_x_2 <- sum(x^2)
  -.half_normal_score(sum_x_2, n, sigma)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.half_normal_curvature <- function(n, sum_x_2, sigma) {
  t_1 <- 1 / sigma^2
  t_1 * n - 3 * sum_x_2 / (sigma * sigma * sigma * sigma)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.half_normal_hessian <- function(x, sigma) {
  if (!isTRUE(sigma > 0 && is.finite(sigma))) {
    return(NaN)
  }
  n <- length(x)
  sum_x_2 <- sum(x^2)
  -.half_normal_curvature(n, sum_x_2, sigma)
}
