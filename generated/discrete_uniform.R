# Maximum-likelihood estimation: Discrete uniform distribution on 1, ..., N.
#
#   f(x; N) = 1/N
#   support: x in 1, 2, ..., N
#   N: integer >= 1
#
# Log-likelihood:
#
#   -log(N)*n
#
# Estimator (boundary):
#
#   N = max(x)
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
mle_discrete_uniform <- function(x) {
  x <- .discrete_uniform_column(x, "x")
  .discrete_uniform_require_rows("x", x == floor(x), "must be an integer")
  .discrete_uniform_require_rows("x", x >= 1, "must be >= 1")
  labels <- c("N")
  estimate <- .discrete_uniform_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_discrete_uniform(x, estimate)
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
#' @param parameters numeric vector: N, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_discrete_uniform <- function(x, parameters) {
  x <- .discrete_uniform_column(x, "x")
  .discrete_uniform_require_rows("x", x == floor(x), "must be an integer")
  .discrete_uniform_require_rows("x", x >= 1, "must be >= 1")
  .discrete_uniform_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: N, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_discrete_uniform <- function(x, parameters) {
  x <- .discrete_uniform_column(x, "x")
  .discrete_uniform_require_rows("x", x == floor(x), "must be an integer")
  .discrete_uniform_require_rows("x", x >= 1, "must be >= 1")
  .discrete_uniform_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: N, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_discrete_uniform <- function(x, parameters) {
  x <- .discrete_uniform_column(x, "x")
  .discrete_uniform_require_rows("x", x == floor(x), "must be an integer")
  .discrete_uniform_require_rows("x", x >= 1, "must be >= 1")
  triangle <- .discrete_uniform_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: N, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_discrete_uniform <- function(x, parameters) {
  x <- .discrete_uniform_column(x, "x")
  .discrete_uniform_require_rows("x", x == floor(x), "must be an integer")
  .discrete_uniform_require_rows("x", x >= 1, "must be >= 1")
  N <- parameters[[1]]
  score_1 <- rep_len(-1 / N, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("N")
  out
}

# A variable as a numeric vector; stops if it is none.
.discrete_uniform_column <- function(values, name) {
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
.discrete_uniform_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.discrete_uniform_solve <- function(x) {
  max_x <- max(x)
  N <- max_x
  N
}

# The log-likelihood, every constant included.
.discrete_uniform_log_likelihood <- function(n, N) {
  -n * log(N)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.discrete_uniform_nll <- function(x, N) {
  if (!isTRUE(N >= 1 && is.finite(N))) {
    return(Inf)
  }
  outside <- sum(ifelse(x <= N, 0, 1))
  if (isTRUE(outside > 0)) {
    return(Inf)
  }
  n <- length(x)
  -.discrete_uniform_log_likelihood(n, N)
}

# The gradient of the log-likelihood.
.discrete_uniform_score <- function(n, N) {
  -n / N
}

# The gradient of nll; nan outside the domain or the support.
.discrete_uniform_gradient <- function(x, N) {
  if (!isTRUE(N >= 1 && is.finite(N))) {
    return(NaN)
  }
  outside <- sum(ifelse(x <= N, 0, 1))
  if (isTRUE(outside > 0)) {
    return(NaN)
  }
  n <- length(x)
  -.discrete_uniform_score(n, N)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.discrete_uniform_curvature <- function(n, N) {
  n / N^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.discrete_uniform_hessian <- function(x, N) {
  if (!isTRUE(N >= 1 && is.finite(N))) {
    return(NaN)
  }
  outside <- sum(ifelse(x <= N, 0, 1))
  if (isTRUE(outside > 0)) {
    return(NaN)
  }
  n <- length(x)
  -.discrete_uniform_curvature(n, N)
}
