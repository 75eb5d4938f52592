# Maximum-likelihood estimation: Weibull distribution with known shape.
#
#   f(x; scale, shape) =
#       shape/scale*(x/scale)**(shape-1)*exp(-(x/scale)**shape)
#   support: x > 0
#   scale: positive
#   shape: positive (a known constant)
#
# Log-likelihood:
#
#   (shape - 1)*sum(log(x)) + (-shape*log(scale) + log(shape))*n -
#       sum(x**shape)/scale**shape
#
# Estimator (closed):
#
#   scale = (sum(x**shape)/n)**(1/shape)
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 21
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @param shape number: a known constant, positive.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_weibull_known_shape <- function(x, shape) {
  x <- .weibull_known_shape_column(x, "x")
  .weibull_known_shape_require_rows("x", x > 0, "must be > 0")
  labels <- c("scale")
  estimate <- .weibull_known_shape_solve(x, shape)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_weibull_known_shape(x, estimate, shape)
    information <- hessian_weibull_known_shape(x, estimate, shape)
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
#' @param shape number: a known constant, positive.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_weibull_known_shape <- function(x, parameters, shape) {
  x <- .weibull_known_shape_column(x, "x")
  .weibull_known_shape_require_rows("x", x > 0, "must be > 0")
  .weibull_known_shape_nll(x, shape, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, in this order.
#' @param shape number: a known constant, positive.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_weibull_known_shape <- function(x, parameters, shape) {
  x <- .weibull_known_shape_column(x, "x")
  .weibull_known_shape_require_rows("x", x > 0, "must be > 0")
  .weibull_known_shape_gradient(x, shape, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, in this order.
#' @param shape number: a known constant, positive.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_weibull_known_shape <- function(x, parameters, shape) {
  x <- .weibull_known_shape_column(x, "x")
  .weibull_known_shape_require_rows("x", x > 0, "must be > 0")
  triangle <- .weibull_known_shape_hessian(x, shape, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, in this order.
#' @param shape number: a known constant, positive.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_weibull_known_shape <- function(x, parameters, shape) {
  x <- .weibull_known_shape_column(x, "x")
  .weibull_known_shape_require_rows("x", x > 0, "must be > 0")
  scale <- parameters[[1]]
  t_3 <- 1 / scale
  t_4 <- shape * t_3
  score_1 <- rep_len(t_4 * (t_3 * x)^shape - t_4, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("scale")
  out
}

# A variable as a numeric vector; stops if it is none.
.weibull_known_shape_column <- function(values, name) {
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
.weibull_known_shape_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.weibull_known_shape_solve <- function(x, shape) {
  n <- length(x)
  sum_h <- sum(x^shape)
  scale <- (sum_h / n)^(1 / shape)
  scale
}

# The log-likelihood, every constant included.
.weibull_known_shape_log_likelihood <- function(x, shape, n, sum_log_x, scale) {
  sum_h_2 <- sum((x / scale)^shape)
  n * log(shape) + (shape - 1) * sum_log_x - shape * n * log(scale) - sum_h_2
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.weibull_known_shape_nll <- function(x, shape, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale) && shape > 0 && is.finite(shape))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.weibull_known_shape_log_likelihood(x, shape, n, sum_log_x, scale)
}

# The gradient of the log-likelihood.
.weibull_known_shape_score <- function(x, shape, n, scale) {
  sum_h_3 <- sum((x / scale)^shape)
  t_5 <- 1 / scale
  shape * t_5 * sum_h_3 - shape * t_5 * n
}

# The gradient of nll; nan outside the domain or the support.
.weibull_known_shape_gradient <- function(x, shape, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale) && shape > 0 && is.finite(shape))) {
    return(NaN)
  }
  n <- length(x)
  -.weibull_known_shape_score(x, shape, n, scale)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.weibull_known_shape_curvature <- function(x, shape, n, scale) {
  sum_h_4 <- sum((x / scale)^shape)
  t_8 <- 1 / scale^2
  shape * t_8 * n - shape^2 * t_8 * sum_h_4 - shape * t_8 * sum_h_4
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.weibull_known_shape_hessian <- function(x, shape, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale) && shape > 0 && is.finite(shape))) {
    return(NaN)
  }
  n <- length(x)
  -.weibull_known_shape_curvature(x, shape, n, scale)
}
