# Maximum-likelihood estimation: Pareto distribution.
#
#   f(x; x_m, shape) = shape*x_m**shape/x**(shape+1)
#   support: x >= x_m
#   x_m: positive
#   shape: positive
#
# Log-likelihood:
#
#   (-shape - 1)*sum(log(x)) + (shape*log(x_m) + log(shape))*n
#
# Estimator (boundary):
#
#   x_m = min(x)
#   shape = n/sum(log(x/x_m))
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
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
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_pareto <- function(x) {
  x <- .pareto_column(x, "x")
  labels <- c("x_m", "shape")
  limit <- .pareto_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .pareto_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_pareto(x, estimate)
    information <- hessian_pareto(x, estimate)
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
#' @param parameters numeric vector: x_m, shape, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_pareto <- function(x, parameters) {
  x <- .pareto_column(x, "x")
  .pareto_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: x_m, shape, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_pareto <- function(x, parameters) {
  x <- .pareto_column(x, "x")
  .pareto_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: x_m, shape, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_pareto <- function(x, parameters) {
  x <- .pareto_column(x, "x")
  triangle <- .pareto_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: x_m, shape, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_pareto <- function(x, parameters) {
  x <- .pareto_column(x, "x")
  x_m <- parameters[[1]]
  shape <- parameters[[2]]
  score_1 <- rep_len(shape / x_m, length(x))
  score_2 <- rep_len(log(x_m) + 1 / shape - log(x), length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("x_m", "shape")
  out
}

# A variable as a numeric vector; stops if it is none.
.pareto_column <- function(values, name) {
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
.pareto_solve <- function(x) {
  n <- length(x)
  min_x <- min(x)
  x_m <- min_x
  sum_h <- sum(log(x / x_m))
  shape <- n / sum_h
  c(x_m, shape)
}

# 1 and the limits where no maximum exists, else 0.
.pareto_limits <- function(x) {
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, NaN, NaN))
  }
  c(0, NaN, NaN)
}

# The log-likelihood, every constant included.
.pareto_log_likelihood <- function(sum_log_x, n, x_m, shape) {
  shape * n * log(x_m) + n * log(shape) + (-shape - 1) * sum_log_x
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.pareto_nll <- function(x, x_m, shape) {
  if (!isTRUE(x_m > 0 && is.finite(x_m) && shape > 0 && is.finite(shape))) {
    return(Inf)
  }
  outside <- sum(ifelse(x >= x_m, 0, 1))
  if (isTRUE(outside > 0)) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.pareto_log_likelihood(sum_log_x, n, x_m, shape)
}

# The gradient of the log-likelihood.
.pareto_score <- function(sum_log_x, n, x_m, shape) {
  c(shape * n / x_m, n * log(x_m) + n / shape - sum_log_x)
}

# The gradient of nll; nan outside the domain or the support.
.pareto_gradient <- function(x, x_m, shape) {
  if (!isTRUE(x_m > 0 && is.finite(x_m) && shape > 0 && is.finite(shape))) {
    return(c(NaN, NaN))
  }
  outside <- sum(ifelse(x >= x_m, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  found_1 <- .pareto_score(sum_log_x, n, x_m, shape)
  g_1 <- found_1[1]
  g_2 <- found_1[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.pareto_curvature <- function(n, x_m, shape) {
  t_3 <- n / x_m
  c(-shape * n / x_m^2, t_3, -n / shape^2)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.pareto_hessian <- function(x, x_m, shape) {
  if (!isTRUE(x_m > 0 && is.finite(x_m) && shape > 0 && is.finite(shape))) {
    return(c(NaN, NaN, NaN))
  }
  outside <- sum(ifelse(x >= x_m, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_2 <- .pareto_curvature(n, x_m, shape)
  h_1 <- found_2[1]
  h_2 <- found_2[2]
  h_3 <- found_2[3]
  c(-h_1, -h_2, -h_3)
}
