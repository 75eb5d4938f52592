# Maximum-likelihood estimation: Log-uniform distribution.
#
#   f(x; a, b) = 1/(x*log(b/a))
#   support: a <= x <= b
#   a: positive
#   b: a < b
#
# Log-likelihood:
#
#   -log(log(b/a))*n - sum(log(x))
#
# Estimator (boundary):
#
#   a = min(x)
#   b = max(x)
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
#
# Source:
#
#   Hamming (1970), On the distribution of numbers, Bell Syst. Tech. J. 49,
#       1609-1625
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
mle_log_uniform <- function(x) {
  x <- .log_uniform_column(x, "x")
  labels <- c("a", "b")
  limit <- .log_uniform_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .log_uniform_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_log_uniform(x, estimate)
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
#' @param parameters numeric vector: a, b, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_log_uniform <- function(x, parameters) {
  x <- .log_uniform_column(x, "x")
  .log_uniform_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: a, b, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_log_uniform <- function(x, parameters) {
  x <- .log_uniform_column(x, "x")
  .log_uniform_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: a, b, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_log_uniform <- function(x, parameters) {
  x <- .log_uniform_column(x, "x")
  triangle <- .log_uniform_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: a, b, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_log_uniform <- function(x, parameters) {
  x <- .log_uniform_column(x, "x")
  a <- parameters[[1]]
  b <- parameters[[2]]
  t_8 <- 1 / a
  t_9 <- 1 / log(b * t_8)
  score_1 <- rep_len(t_8 * t_9, length(x))
  score_2 <- rep_len(-t_9 / b, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("a", "b")
  out
}

# A variable as a numeric vector; stops if it is none.
.log_uniform_column <- function(values, name) {
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
.log_uniform_solve <- function(x) {
  min_x <- min(x)
  max_x <- max(x)
  a <- min_x
  b <- max_x
  c(a, b)
}

# 1 and the limits where no maximum exists, else 0.
.log_uniform_limits <- function(x) {
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, NaN, NaN))
  }
  c(0, NaN, NaN)
}

# The log-likelihood, every constant included.
.log_uniform_log_likelihood <- function(sum_log_x, n, a, b) {
  -n * log(log(b / a)) - sum_log_x
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.log_uniform_nll <- function(x, a, b) {
  if (!isTRUE(a > 0 && is.finite(a) && b > a && is.finite(b))) {
    return(Inf)
  }
  outside <- sum(ifelse(x >= a & x <= b, 0, 1))
  if (isTRUE(outside > 0)) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.log_uniform_log_likelihood(sum_log_x, n, a, b)
}

# The gradient of the log-likelihood.
.log_uniform_score <- function(n, a, b) {
  t_10 <- 1 / a
  t_11 <- n / log(b * t_10)
  c(t_10 * t_11, -t_11 / b)
}

# The gradient of nll; nan outside the domain or the support.
.log_uniform_gradient <- function(x, a, b) {
  if (!isTRUE(a > 0 && is.finite(a) && b > a && is.finite(b))) {
    return(c(NaN, NaN))
  }
  outside <- sum(ifelse(x >= a & x <= b, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_1 <- .log_uniform_score(n, a, b)
  g_1 <- found_1[1]
  g_2 <- found_1[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.log_uniform_curvature <- function(n, a, b) {
  t_12 <- 1 / a
  t_13 <- log(b * t_12)
  t_14 <- n / t_13
  t_15 <- 1 / b
  t_16 <- 1 / a^2
  t_17 <- 1 / t_13^2
  t_18 <- t_17 * n
  t_19 <- 1 / b^2
  c(
    t_16 * t_17 * n - t_14 * t_16,
    -t_12 * t_15 * t_18,
    t_14 * t_19 + t_18 * t_19
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.log_uniform_hessian <- function(x, a, b) {
  if (!isTRUE(a > 0 && is.finite(a) && b > a && is.finite(b))) {
    return(c(NaN, NaN, NaN))
  }
  outside <- sum(ifelse(x >= a & x <= b, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_2 <- .log_uniform_curvature(n, a, b)
  h_1 <- found_2[1]
  h_2 <- found_2[2]
  h_3 <- found_2[3]
  c(-h_1, -h_2, -h_3)
}
