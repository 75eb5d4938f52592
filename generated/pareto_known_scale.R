# Maximum-likelihood estimation: Pareto distribution with known scale.
#
#   f(x; shape, x_m) = shape*x_m**shape/x**(shape+1)
#   support: x >= x_m
#   shape: positive
#   x_m: positive (a known constant)
#
# Log-likelihood:
#
#   (-shape - 1)*sum(log(x)) + (shape*log(x_m) + log(shape))*n
#
# Estimator (closed):
#
#   shape = n/sum(log(x/x_m))
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 20
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @param x_m number: a known constant, positive.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_pareto_known_scale <- function(x, x_m) {
  x <- .pareto_known_scale_column(x, "x")
  .pareto_known_scale_require_rows("x", x >= x_m, "must be >= x_m")
  labels <- c("shape")
  estimate <- .pareto_known_scale_solve(x, x_m)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_pareto_known_scale(x, estimate, x_m)
    information <- hessian_pareto_known_scale(x, estimate, x_m)
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
#' @param x_m number: a known constant, positive.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_pareto_known_scale <- function(x, parameters, x_m) {
  x <- .pareto_known_scale_column(x, "x")
  .pareto_known_scale_require_rows("x", x >= x_m, "must be >= x_m")
  .pareto_known_scale_nll(x, x_m, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, in this order.
#' @param x_m number: a known constant, positive.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_pareto_known_scale <- function(x, parameters, x_m) {
  x <- .pareto_known_scale_column(x, "x")
  .pareto_known_scale_require_rows("x", x >= x_m, "must be >= x_m")
  .pareto_known_scale_gradient(x, x_m, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, in this order.
#' @param x_m number: a known constant, positive.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_pareto_known_scale <- function(x, parameters, x_m) {
  x <- .pareto_known_scale_column(x, "x")
  .pareto_known_scale_require_rows("x", x >= x_m, "must be >= x_m")
  triangle <- .pareto_known_scale_hessian(x, x_m, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, in this order.
#' @param x_m number: a known constant, positive.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_pareto_known_scale <- function(x, parameters, x_m) {
  x <- .pareto_known_scale_column(x, "x")
  .pareto_known_scale_require_rows("x", x >= x_m, "must be >= x_m")
  shape <- parameters[[1]]
  score_1 <- rep_len(log(x_m) - log(x) + 1 / shape, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("shape")
  out
}

# A variable as a numeric vector; stops if it is none.
.pareto_known_scale_column <- function(values, name) {
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
.pareto_known_scale_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.pareto_known_scale_solve <- function(x, x_m) {
  n <- length(x)
  sum_h <- sum(log(x / x_m))
  shape <- n / sum_h
  shape
}

# The log-likelihood, every constant included.
.pareto_known_scale_log_likelihood <- function(sum_log_x, n, x_m, shape) {
  shape * n * log(x_m) + n * log(shape) + (-shape - 1) * sum_log_x
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.pareto_known_scale_nll <- function(x, x_m, shape) {
  if (!isTRUE(shape > 0 && is.finite(shape) && x_m > 0 && is.finite(x_m))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.pareto_known_scale_log_likelihood(sum_log_x, n, x_m, shape)
}

# The gradient of the log-likelihood.
.pareto_known_scale_score <- function(sum_log_x, n, x_m, shape) {
  n * log(x_m) + n / shape - sum_log_x
}

# The gradient of nll; nan outside the domain or the support.
.pareto_known_scale_gradient <- function(x, x_m, shape) {
  if (!isTRUE(shape > 0 && is.finite(shape) && x_m > 0 && is.finite(x_m))) {
    return(NaN)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.pareto_known_scale_score(sum_log_x, n, x_m, shape)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.pareto_known_scale_curvature <- function(n, shape) {
  -n / shape^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.pareto_known_scale_hessian <- function(x, x_m, shape) {
  if (!isTRUE(shape > 0 && is.finite(shape) && x_m > 0 && is.finite(x_m))) {
    return(NaN)
  }
  n <- length(x)
  -.pareto_known_scale_curvature(n, shape)
}
