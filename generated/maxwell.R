# Maximum-likelihood estimation: Maxwell distribution.
#
#   f(x; a) = sqrt(2/pi)*x**2/a**3*exp(-x**2/(2*a**2))
#   support: x > 0
#   a: positive
#
# Log-likelihood:
#
#   (-3*log(a) + log(2/pi)/2)*n + 2*sum(log(x)) - sum(x**2)/(2*a**2)
#
# Estimator (closed):
#
#   a = sqrt(3)*sqrt(sum(x**2))/(3*sqrt(n))
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 18
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
mle_maxwell <- function(x) {
  x <- .maxwell_column(x, "x")
  .maxwell_require_rows("x", x > 0, "must be > 0")
  labels <- c("a")
  estimate <- .maxwell_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_maxwell(x, estimate)
    information <- hessian_maxwell(x, estimate)
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
#' @param parameters numeric vector: a, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_maxwell <- function(x, parameters) {
  x <- .maxwell_column(x, "x")
  .maxwell_require_rows("x", x > 0, "must be > 0")
  .maxwell_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: a, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_maxwell <- function(x, parameters) {
  x <- .maxwell_column(x, "x")
  .maxwell_require_rows("x", x > 0, "must be > 0")
  .maxwell_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: a, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_maxwell <- function(x, parameters) {
  x <- .maxwell_column(x, "x")
  .maxwell_require_rows("x", x > 0, "must be > 0")
  triangle <- .maxwell_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: a, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_maxwell <- function(x, parameters) {
  x <- .maxwell_column(x, "x")
  .maxwell_require_rows("x", x > 0, "must be > 0")
  a <- parameters[[1]]
  score_1 <- rep_len(x^2 / (a * a * a) - 3 / a, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("a")
  out
}

# A variable as a numeric vector; stops if it is none.
.maxwell_column <- function(values, name) {
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
.maxwell_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.maxwell_solve <- function(x) {
  n <- length(x)
  sum_x_2 <- sum(x^2)
  a <- sqrt(3) * sqrt(sum_x_2) / (3 * sqrt(n))
  a
}

# The log-likelihood, every constant included.
.maxwell_log_likelihood <- function(sum_x_2, sum_log_x, n, a) {
  0.5 * n * log(2 / pi) + 2 * sum_log_x - 3 * n * log(a) - 0.5 * sum_x_2 / a^2
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.maxwell_nll <- function(x, a) {
  if (!isTRUE(a > 0 && is.finite(a))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  sum_x_2 <- sum(x^2)
  -.maxwell_log_likelihood(sum_x_2, sum_log_x, n, a)
}

# The gradient of the log-likelihood.
.maxwell_score <- function(sum_x_2, n, a) {
  sum_x_2 / (a * a * a) - 3 * n / a
}

# The gradient of nll; nan outside the domain or the support.
.maxwell_gradient <- function(x, a) {
  if (!isTRUE(a > 0 && is.finite(a))) {
    return(NaN)
  }
  n <- length(x)
  sum_x_2 <- sum(x^2)
  -.maxwell_score(sum_x_2, n, a)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.maxwell_curvature <- function(n, sum_x_2, a) {
  t_2 <- 1 / a^2
  t_3 <- 3 * n
  t_2 * t_3 - 3 * sum_x_2 / (a * a * a * a)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.maxwell_hessian <- function(x, a) {
  if (!isTRUE(a > 0 && is.finite(a))) {
    return(NaN)
  }
  n <- length(x)
  sum_x_2 <- sum(x^2)
  -.maxwell_curvature(n, sum_x_2, a)
}
