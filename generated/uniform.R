# Maximum-likelihood estimation: Uniform distribution on (a, b).
#
#   f(x; a, b) = 1/(b-a)
#   support: a <= x <= b
#   a: real
#   b: a < b
#
# Log-likelihood:
#
#   -log(-a + b)*n
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
mle_uniform <- function(x) {
  x <- .uniform_column(x, "x")
  labels <- c("a", "b")
  limit <- .uniform_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .uniform_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_uniform(x, estimate)
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
nll_uniform <- function(x, parameters) {
  x <- .uniform_column(x, "x")
  .uniform_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: a, b, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_uniform <- function(x, parameters) {
  x <- .uniform_column(x, "x")
  .uniform_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: a, b, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_uniform <- function(x, parameters) {
  x <- .uniform_column(x, "x")
  triangle <- .uniform_hessian(x, parameters[[1]], parameters[[2]])
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
scores_uniform <- function(x, parameters) {
  x <- .uniform_column(x, "x")
  a <- parameters[[1]]
  b <- parameters[[2]]
  t_3 <- 1 / (b - a)
  score_1 <- rep_len(t_3, length(x))
  score_2 <- rep_len(-t_3, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("a", "b")
  out
}

# A variable as a numeric vector; stops if it is none.
.uniform_column <- function(values, name) {
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
.uniform_solve <- function(x) {
  min_x <- min(x)
  max_x <- max(x)
  a <- min_x
  b <- max_x
  c(a, b)
}

# 1 and the limits where no maximum exists, else 0.
.uniform_limits <- function(x) {
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, NaN, NaN))
  }
  c(0, NaN, NaN)
}

# The log-likelihood, every constant included.
.uniform_log_likelihood <- function(n, a, b) {
  -n * log(b - a)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.uniform_nll <- function(x, a, b) {
  if (!isTRUE(is.finite(a) && b > a && is.finite(b))) {
    return(Inf)
  }
  outside <- sum(ifelse(x >= a & x <= b, 0, 1))
  if (isTRUE(outside > 0)) {
    return(Inf)
  }
  n <- length(x)
  -.uniform_log_likelihood(n, a, b)
}

# The gradient of the log-likelihood.
.uniform_score <- function(n, a, b) {
  t_4 <- n / (b - a)
  c(t_4, -t_4)
}

# The gradient of nll; nan outside the domain or the support.
.uniform_gradient <- function(x, a, b) {
  if (!isTRUE(is.finite(a) && b > a && is.finite(b))) {
    return(c(NaN, NaN))
  }
  outside <- sum(ifelse(x >= a & x <= b, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_1 <- .uniform_score(n, a, b)
  g_1 <- found_1[1]
  g_2 <- found_1[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.uniform_curvature <- function(n, a, b) {
  t_5 <- b - a
  t_7 <- n / t_5^2
  c(t_7, -t_7, t_7)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.uniform_hessian <- function(x, a, b) {
  if (!isTRUE(is.finite(a) && b > a && is.finite(b))) {
    return(c(NaN, NaN, NaN))
  }
  outside <- sum(ifelse(x >= a & x <= b, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_2 <- .uniform_curvature(n, a, b)
  h_1 <- found_2[1]
  h_2 <- found_2[2]
  h_3 <- found_2[3]
  c(-h_1, -h_2, -h_3)
}
