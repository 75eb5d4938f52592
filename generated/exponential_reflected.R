# Maximum-likelihood estimation: Exponential distribution below an unknown
# bound.
#
#   f(x; bound, scale) = 1/scale*exp((x-bound)/scale)
#   support: x <= bound
#   bound: real
#   scale: positive
#
# Log-likelihood:
#
#   -log(scale)*n + sum(x - bound)/scale
#
# Estimator (boundary):
#
#   bound = max(x)
#   scale = -sum(x - bound)/n
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
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
mle_exponential_reflected <- function(x) {
  x <- .exponential_reflected_column(x, "x")
  labels <- c("bound", "scale")
  limit <- .exponential_reflected_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .exponential_reflected_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_exponential_reflected(x, estimate)
    information <- hessian_exponential_reflected(x, estimate)
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
#' @param parameters numeric vector: bound, scale, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_exponential_reflected <- function(x, parameters) {
  x <- .exponential_reflected_column(x, "x")
  .exponential_reflected_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: bound, scale, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_exponential_reflected <- function(x, parameters) {
  x <- .exponential_reflected_column(x, "x")
  .exponential_reflected_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: bound, scale, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_exponential_reflected <- function(x, parameters) {
  x <- .exponential_reflected_column(x, "x")
  triangle <- .exponential_reflected_hessian(
    x, parameters[[1]], parameters[[2]]
  )
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: bound, scale, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_exponential_reflected <- function(x, parameters) {
  x <- .exponential_reflected_column(x, "x")
  bound <- parameters[[1]]
  scale <- parameters[[2]]
  t_4 <- 1 / scale
  score_1 <- rep_len(-t_4, length(x))
  score_2 <- rep_len(-(x - bound) / scale^2 - t_4, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("bound", "scale")
  out
}

# A variable as a numeric vector; stops if it is none.
.exponential_reflected_column <- function(values, name) {
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
.exponential_reflected_solve <- function(x) {
  n <- length(x)
  max_x <- max(x)
  bound <- max_x
  sum_h <- sum(x - bound)
  scale <- -sum_h / n
  c(bound, scale)
}

# 1 and the limits where no maximum exists, else 0.
.exponential_reflected_limits <- function(x) {
  max_x <- max(x)
  min_x <- min(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, NaN, 0))
  }
  c(0, NaN, NaN)
}

# The log-likelihood, every constant included.
.exponential_reflected_log_likelihood <- function(x, n, bound, scale) {
  sum_h_1 <- sum(x - bound)
  sum_h_1 / scale - n * log(scale)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.exponential_reflected_nll <- function(x, bound, scale) {
  if (!isTRUE(is.finite(bound) && scale > 0 && is.finite(scale))) {
    return(Inf)
  }
  outside <- sum(ifelse(x <= bound, 0, 1))
  if (isTRUE(outside > 0)) {
    return(Inf)
  }
  n <- length(x)
  -.exponential_reflected_log_likelihood(x, n, bound, scale)
}

# The gradient of the log-likelihood.
.exponential_reflected_score <- function(x, n, bound, scale) {
  sum_h_2 <- sum(x - bound)
  t_5 <- n / scale
  c(-t_5, -t_5 - sum_h_2 / scale^2)
}

# The gradient of nll; nan outside the domain or the support.
.exponential_reflected_gradient <- function(x, bound, scale) {
  if (!isTRUE(is.finite(bound) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN))
  }
  outside <- sum(ifelse(x <= bound, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_1 <- .exponential_reflected_score(x, n, bound, scale)
  g_1 <- found_1[1]
  g_2 <- found_1[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.exponential_reflected_curvature <- function(x, n, bound, scale) {
  sum_h_3 <- sum(x - bound)
  t_8 <- 1 / scale^2
  t_9 <- t_8 * n
  c(0, t_9, t_9 + 2 * sum_h_3 / (scale * scale * scale))
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.exponential_reflected_hessian <- function(x, bound, scale) {
  if (!isTRUE(is.finite(bound) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN, NaN))
  }
  outside <- sum(ifelse(x <= bound, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_2 <- .exponential_reflected_curvature(x, n, bound, scale)
  h_1 <- found_2[1]
  h_2 <- found_2[2]
  h_3 <- found_2[3]
  c(-h_1, -h_2, -h_3)
}
