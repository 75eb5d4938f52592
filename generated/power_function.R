# Maximum-likelihood estimation: Power function distribution (scale, shape).
#
#   f(x; scale, shape) = shape*x**(shape-1)/scale**shape
#   support: 0 < x <= scale
#   scale: positive
#   shape: positive
#
# Log-likelihood:
#
#   (shape - 1)*sum(log(x)) + (-shape*log(scale) + log(shape))*n
#
# Estimator (boundary):
#
#   scale = max(x)
#   shape = -n/sum(log(x/scale))
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
#       vol. 2, ch. 25
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
mle_power_function <- function(x) {
  x <- .power_function_column(x, "x")
  .power_function_require_rows("x", x > 0, "must be > 0")
  labels <- c("scale", "shape")
  limit <- .power_function_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .power_function_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_power_function(x, estimate)
    information <- hessian_power_function(x, estimate)
    regular <- c(2)
    information <- information[regular, regular, drop = FALSE]
    size <- sqrt(pmax(diag(information), 0))
    if (all(is.finite(information)) && all(size > 0)) {
      unit <- size %o% size
      root <- tryCatch(chol(information / unit), error = function(e) NULL)
      if (!is.null(root)) {
        vcov[regular, regular] <- chol2inv(root) / unit
      }
    }
  } else if (exists) {
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
#' @param parameters numeric vector: scale, shape, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_power_function <- function(x, parameters) {
  x <- .power_function_column(x, "x")
  .power_function_require_rows("x", x > 0, "must be > 0")
  .power_function_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, shape, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_power_function <- function(x, parameters) {
  x <- .power_function_column(x, "x")
  .power_function_require_rows("x", x > 0, "must be > 0")
  .power_function_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, shape, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_power_function <- function(x, parameters) {
  x <- .power_function_column(x, "x")
  .power_function_require_rows("x", x > 0, "must be > 0")
  triangle <- .power_function_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, shape, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_power_function <- function(x, parameters) {
  x <- .power_function_column(x, "x")
  .power_function_require_rows("x", x > 0, "must be > 0")
  scale <- parameters[[1]]
  shape <- parameters[[2]]
  score_1 <- rep_len(-shape / scale, length(x))
  score_2 <- rep_len(log(x) + 1 / shape - log(scale), length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("scale", "shape")
  out
}

# A variable as a numeric vector; stops if it is none.
.power_function_column <- function(values, name) {
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
.power_function_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.power_function_solve <- function(x) {
  n <- length(x)
  max_x <- max(x)
  scale <- max_x
  sum_h <- sum(log(x / scale))
  shape <- -n / sum_h
  c(scale, shape)
}

# 1 and the limits where no maximum exists, else 0.
.power_function_limits <- function(x) {
  max_x <- max(x)
  min_x <- min(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, NaN, NaN))
  }
  c(0, NaN, NaN)
}

# The log-likelihood, every constant included.
.power_function_log_likelihood <- function(n, sum_log_x, scale, shape) {
  n * log(shape) + (shape - 1) * sum_log_x - shape * n * log(scale)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.power_function_nll <- function(x, scale, shape) {
  if (!isTRUE(scale > 0 && is.finite(scale) && shape > 0 && is.finite(shape))) {
    return(Inf)
  }
  outside <- sum(ifelse(x <= scale, 0, 1))
  if (isTRUE(outside > 0)) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.power_function_log_likelihood(n, sum_log_x, scale, shape)
}

# The gradient of the log-likelihood.
.power_function_score <- function(n, sum_log_x, scale, shape) {
  c(-shape * n / scale, n / shape + sum_log_x - n * log(scale))
}

# The gradient of nll; nan outside the domain or the support.
.power_function_gradient <- function(x, scale, shape) {
  if (!isTRUE(scale > 0 && is.finite(scale) && shape > 0 && is.finite(shape))) {
    return(c(NaN, NaN))
  }
  outside <- sum(ifelse(x <= scale, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  found_1 <- .power_function_score(n, sum_log_x, scale, shape)
  g_1 <- found_1[1]
  g_2 <- found_1[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.power_function_curvature <- function(n, scale, shape) {
  t_3 <- n / scale
  c(shape * n / scale^2, -t_3, -n / shape^2)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.power_function_hessian <- function(x, scale, shape) {
  if (!isTRUE(scale > 0 && is.finite(scale) && shape > 0 && is.finite(shape))) {
    return(c(NaN, NaN, NaN))
  }
  outside <- sum(ifelse(x <= scale, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_2 <- .power_function_curvature(n, scale, shape)
  h_1 <- found_2[1]
  h_2 <- found_2[2]
  h_3 <- found_2[3]
  c(-h_1, -h_2, -h_3)
}
