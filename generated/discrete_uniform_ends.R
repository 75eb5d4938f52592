# Maximum-likelihood estimation: Discrete uniform distribution on a, ..., b.
#
#   f(x; a, b) = 1/(b-a+1)
#   support: x in a, a+1, ..., b
#   a: integer
#   b: integer, a <= b
#
# Log-likelihood:
#
#   -log(-a + b + 1)*n
#
# Estimator (boundary):
#
#   a = min(x)
#   b = max(x)
#
# Source:
#
#   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
#       ch. 6
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
mle_discrete_uniform_ends <- function(x) {
  x <- .discrete_uniform_ends_column(x, "x")
  .discrete_uniform_ends_require_rows("x", x == floor(x), "must be an integer")
  labels <- c("a", "b")
  estimate <- .discrete_uniform_ends_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_discrete_uniform_ends(x, estimate)
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
#' @param parameters numeric vector: a, b, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_discrete_uniform_ends <- function(x, parameters) {
  x <- .discrete_uniform_ends_column(x, "x")
  .discrete_uniform_ends_require_rows("x", x == floor(x), "must be an integer")
  .discrete_uniform_ends_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: a, b, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_discrete_uniform_ends <- function(x, parameters) {
  x <- .discrete_uniform_ends_column(x, "x")
  .discrete_uniform_ends_require_rows("x", x == floor(x), "must be an integer")
  .discrete_uniform_ends_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: a, b, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_discrete_uniform_ends <- function(x, parameters) {
  x <- .discrete_uniform_ends_column(x, "x")
  .discrete_uniform_ends_require_rows("x", x == floor(x), "must be an integer")
  triangle <- .discrete_uniform_ends_hessian(
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
#' @param parameters numeric vector: a, b, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_discrete_uniform_ends <- function(x, parameters) {
  x <- .discrete_uniform_ends_column(x, "x")
  .discrete_uniform_ends_require_rows("x", x == floor(x), "must be an integer")
  a <- parameters[[1]]
  b <- parameters[[2]]
  t_3 <- 1 / (b + 1 - a)
  score_1 <- rep_len(t_3, length(x))
  score_2 <- rep_len(-t_3, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("a", "b")
  out
}

# A variable as a numeric vector; stops if it is none.
.discrete_uniform_ends_column <- function(values, name) {
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
.discrete_uniform_ends_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.discrete_uniform_ends_solve <- function(x) {
  min_x <- min(x)
  max_x <- max(x)
  a <- min_x
  b <- max_x
  c(a, b)
}

# The log-likelihood, every constant included.
.discrete_uniform_ends_log_likelihood <- function(n, a, b) {
  -n * log1p(b - a)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.discrete_uniform_ends_nll <- function(x, a, b) {
  if (!isTRUE(is.finite(a) && b >= a && is.finite(b))) {
    return(Inf)
  }
  outside <- sum(ifelse(x >= a & x <= b, 0, 1))
  if (isTRUE(outside > 0)) {
    return(Inf)
  }
  n <- length(x)
  -.discrete_uniform_ends_log_likelihood(n, a, b)
}

# The gradient of the log-likelihood.
.discrete_uniform_ends_score <- function(n, a, b) {
  t_4 <- n / (b + 1 - a)
  c(t_4, -t_4)
}

# The gradient of nll; nan outside the domain or the support.
.discrete_uniform_ends_gradient <- function(x, a, b) {
  if (!isTRUE(is.finite(a) && b >= a && is.finite(b))) {
    return(c(NaN, NaN))
  }
  outside <- sum(ifelse(x >= a & x <= b, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_1 <- .discrete_uniform_ends_score(n, a, b)
  g_1 <- found_1[1]
  g_2 <- found_1[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.discrete_uniform_ends_curvature <- function(n, a, b) {
  t_5 <- b + 1 - a
  t_7 <- n / t_5^2
  c(t_7, -t_7, t_7)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.discrete_uniform_ends_hessian <- function(x, a, b) {
  if (!isTRUE(is.finite(a) && b >= a && is.finite(b))) {
    return(c(NaN, NaN, NaN))
  }
  outside <- sum(ifelse(x >= a & x <= b, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_2 <- .discrete_uniform_ends_curvature(n, a, b)
  h_1 <- found_2[1]
  h_2 <- found_2[2]
  h_3 <- found_2[3]
  c(-h_1, -h_2, -h_3)
}
