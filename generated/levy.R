# Maximum-likelihood estimation: Levy distribution.
#
#   f(x; scale) = sqrt(scale/(2*pi))*exp(-scale/(2*x))/x**(3/2)
#   support: x > 0
#   scale: positive
#
# Log-likelihood:
#
#   -scale*sum(1/x)/2 + log(scale/(2*pi))*n/2 - 3*sum(log(x))/2
#
# Estimator (closed):
#
#   scale = n/sum(1/x)
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 12
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
mle_levy <- function(x) {
  x <- .levy_column(x, "x")
  .levy_require_rows("x", x > 0, "must be > 0")
  labels <- c("scale")
  estimate <- .levy_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_levy(x, estimate)
    information <- hessian_levy(x, estimate)
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
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_levy <- function(x, parameters) {
  x <- .levy_column(x, "x")
  .levy_require_rows("x", x > 0, "must be > 0")
  .levy_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_levy <- function(x, parameters) {
  x <- .levy_column(x, "x")
  .levy_require_rows("x", x > 0, "must be > 0")
  .levy_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_levy <- function(x, parameters) {
  x <- .levy_column(x, "x")
  .levy_require_rows("x", x > 0, "must be > 0")
  triangle <- .levy_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_levy <- function(x, parameters) {
  x <- .levy_column(x, "x")
  .levy_require_rows("x", x > 0, "must be > 0")
  scale <- parameters[[1]]
  score_1 <- rep_len(0.5 / scale - 0.5 / x, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("scale")
  out
}

# A variable as a numeric vector; stops if it is none.
.levy_column <- function(values, name) {
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
.levy_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.levy_solve <- function(x) {
  n <- length(x)
  sum_h <- sum(1 / x)
  scale <- n / sum_h
  scale
}

# The log-likelihood, every constant included.
.levy_log_likelihood <- function(sum_log_x, sum_h, n, scale) {
  t_3 <- 0.5 * scale
  0.5 * n * log(t_3 / pi) - t_3 * sum_h - 1.5 * sum_log_x
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.levy_nll <- function(x, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  sum_h <- sum(1 / x)
  -.levy_log_likelihood(sum_log_x, sum_h, n, scale)
}

# The gradient of the log-likelihood.
.levy_score <- function(sum_h, n, scale) {
  0.5 * n / scale - 0.5 * sum_h
}

# The gradient of nll; nan outside the domain or the support.
.levy_gradient <- function(x, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale))) {
    return(NaN)
  }
  n <- length(x)
  sum_h <- sum(1 / x)
  -.levy_score(sum_h, n, scale)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.levy_curvature <- function(n, scale) {
  t_5 <- 0.5 * n
  -t_5 / scale^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.levy_hessian <- function(x, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale))) {
    return(NaN)
  }
  n <- length(x)
  -.levy_curvature(n, scale)
}
