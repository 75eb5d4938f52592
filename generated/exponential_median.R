# Maximum-likelihood estimation: Exponential distribution (median).
#
#   f(x; median) = log(2)/median*exp(-log(2)*x/median)
#   support: x >= 0
#   median: positive
#
# Log-likelihood:
#
#   (-log(median) + log(log(2)))*n - log(2)*sum(x)/median
#
# Estimator (closed):
#
#   median = log(2)*sum(x)/n
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
mle_exponential_median <- function(x) {
  x <- .exponential_median_column(x, "x")
  .exponential_median_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("median")
  estimate <- .exponential_median_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_exponential_median(x, estimate)
    information <- hessian_exponential_median(x, estimate)
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
#' @param parameters numeric vector: median, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_exponential_median <- function(x, parameters) {
  x <- .exponential_median_column(x, "x")
  .exponential_median_require_rows("x", x >= 0, "must be >= 0")
  .exponential_median_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: median, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_exponential_median <- function(x, parameters) {
  x <- .exponential_median_column(x, "x")
  .exponential_median_require_rows("x", x >= 0, "must be >= 0")
  .exponential_median_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: median, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_exponential_median <- function(x, parameters) {
  x <- .exponential_median_column(x, "x")
  .exponential_median_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .exponential_median_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: median, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_exponential_median <- function(x, parameters) {
  x <- .exponential_median_column(x, "x")
  .exponential_median_require_rows("x", x >= 0, "must be >= 0")
  median <- parameters[[1]]
  score_1 <- rep_len(log(2) / median^2 * x - 1 / median, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("median")
  out
}

# A variable as a numeric vector; stops if it is none.
.exponential_median_column <- function(values, name) {
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
.exponential_median_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.exponential_median_solve <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  median <- sum_x * log(2) / n
  median
}

# The log-likelihood, every constant included.
.exponential_median_log_likelihood <- function(n, sum_x, median) {
  t_5 <- log(2)
  n * log(t_5) - n * log(median) - t_5 * sum_x / median
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.exponential_median_nll <- function(x, median) {
  if (!isTRUE(median > 0 && is.finite(median))) {
    return(Inf)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.exponential_median_log_likelihood(n, sum_x, median)
}

# The gradient of the log-likelihood.
.exponential_median_score <- function(n, sum_x, median) {
  sum_x * log(2) / median^2 - n / median
}

# The gradient of nll; nan outside the domain or the support.
.exponential_median_gradient <- function(x, median) {
  if (!isTRUE(median > 0 && is.finite(median))) {
    return(NaN)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.exponential_median_score(n, sum_x, median)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.exponential_median_curvature <- function(sum_x, n, median) {
  t_6 <- log(2)
  t_8 <- t_6 * sum_x
  t_9 <- 1 / median^2
  t_9 * n - 2 * t_8 / (median * median * median)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.exponential_median_hessian <- function(x, median) {
  if (!isTRUE(median > 0 && is.finite(median))) {
    return(NaN)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.exponential_median_curvature(sum_x, n, median)
}
