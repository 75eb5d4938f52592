# Maximum-likelihood estimation: Hardy-Weinberg proportions (number of A
# alleles).
#
#   f(x; p) = binomial(2, x)*p**x*(1-p)**(2-x)
#   support: x in 0, 1, 2
#   p: 0 < p < 1
#
# Log-likelihood:
#
#   (2*n - sum(x))*log(1 - p) + log(p)*sum(x) + log(2)*n - sum(loggamma(3 -
#       x)) - sum(loggamma(x + 1))
#
# Estimator (closed):
#
#   p = sum(x)/(2*n)
#
# Conditions:
#
#   A maximum exists only if sum x_i > 0.
#   A maximum exists only if sum x_i < 2n.
#
# Source:
#
#   Weir (1996), Genetic Data Analysis II, ch. 2
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
mle_hardy_weinberg <- function(x) {
  x <- .hardy_weinberg_column(x, "x")
  .hardy_weinberg_require_rows("x", x == floor(x), "must be an integer")
  .hardy_weinberg_require_rows("x", x >= 0, "must be >= 0")
  .hardy_weinberg_require_rows("x", x <= 2, "must be <= 2")
  labels <- c("p")
  limit <- .hardy_weinberg_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .hardy_weinberg_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_hardy_weinberg(x, estimate)
    information <- hessian_hardy_weinberg(x, estimate)
    size <- sqrt(pmax(diag(information), 0))
    if (all(is.finite(information)) && all(size > 0)) {
      unit <- size %o% size
      root <- tryCatch(chol(information / unit), error = function(e) NULL)
      if (!is.null(root)) {
        vcov[] <- chol2inv(root) / unit
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
#' @param parameters numeric vector: p, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_hardy_weinberg <- function(x, parameters) {
  x <- .hardy_weinberg_column(x, "x")
  .hardy_weinberg_require_rows("x", x == floor(x), "must be an integer")
  .hardy_weinberg_require_rows("x", x >= 0, "must be >= 0")
  .hardy_weinberg_require_rows("x", x <= 2, "must be <= 2")
  .hardy_weinberg_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_hardy_weinberg <- function(x, parameters) {
  x <- .hardy_weinberg_column(x, "x")
  .hardy_weinberg_require_rows("x", x == floor(x), "must be an integer")
  .hardy_weinberg_require_rows("x", x >= 0, "must be >= 0")
  .hardy_weinberg_require_rows("x", x <= 2, "must be <= 2")
  .hardy_weinberg_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_hardy_weinberg <- function(x, parameters) {
  x <- .hardy_weinberg_column(x, "x")
  .hardy_weinberg_require_rows("x", x == floor(x), "must be an integer")
  .hardy_weinberg_require_rows("x", x >= 0, "must be >= 0")
  .hardy_weinberg_require_rows("x", x <= 2, "must be <= 2")
  triangle <- .hardy_weinberg_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_hardy_weinberg <- function(x, parameters) {
  x <- .hardy_weinberg_column(x, "x")
  .hardy_weinberg_require_rows("x", x == floor(x), "must be an integer")
  .hardy_weinberg_require_rows("x", x >= 0, "must be >= 0")
  .hardy_weinberg_require_rows("x", x <= 2, "must be <= 2")
  p <- parameters[[1]]
  score_1 <- rep_len(x / p - (2 - x) / (1 - p), length(x))
  out <- cbind(score_1)
  colnames(out) <- c("p")
  out
}

# x log y, and 0 where x = 0.
.hardy_weinberg_xlogy <- function(x, y) {
  out <- x * log(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# x log(1 + y), and 0 where x = 0.
.hardy_weinberg_xlog1py <- function(x, y) {
  out <- x * log1p(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# A variable as a numeric vector; stops if it is none.
.hardy_weinberg_column <- function(values, name) {
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
.hardy_weinberg_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.hardy_weinberg_solve <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  p <- 0.5 * sum_x / n
  p
}

# 1 and the limits where no maximum exists, else 0.
.hardy_weinberg_limits <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  if (!isTRUE(sum_x > 0)) {
    return(c(1, 0))
  }
  if (!isTRUE(2 * n - sum_x > 0)) {
    return(c(1, 1))
  }
  c(0, NaN)
}

# The log-likelihood, every constant included.
.hardy_weinberg_log_likelihood <- function(
    sum_h_1, sum_h, sum_x, n, sum_h_2, p
) {
  n * log(2) + .hardy_weinberg_xlog1py(-sum_h_2, -p) +
    .hardy_weinberg_xlogy(sum_x, p) - sum_h - sum_h_1
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.hardy_weinberg_nll <- function(x, p) {
  if (!isTRUE(p > 0 && p < 1)) {
    return(Inf)
  }
  n <- length(x)
  sum_h <- sum(lgamma(x + 1))
  sum_h_1 <- sum(lgamma(3 - x))
  sum_h_2 <- sum(x - 2)
  sum_x <- sum(x)
  -.hardy_weinberg_log_likelihood(sum_h_1, sum_h, sum_x, n, sum_h_2, p)
}

# The gradient of the log-likelihood.
.hardy_weinberg_score <- function(sum_h_2, sum_x, p) {
  sum_h_2 / (1 - p) + sum_x / p
}

# The gradient of nll; nan outside the domain or the support.
.hardy_weinberg_gradient <- function(x, p) {
  if (!isTRUE(p > 0 && p < 1)) {
    return(NaN)
  }
  sum_h_2 <- sum(x - 2)
  sum_x <- sum(x)
  -.hardy_weinberg_score(sum_h_2, sum_x, p)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.hardy_weinberg_curvature <- function(sum_h_2, sum_x, p) {
  t_1 <- 1 - p
  sum_h_2 / t_1^2 - sum_x / p^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.hardy_weinberg_hessian <- function(x, p) {
  if (!isTRUE(p > 0 && p < 1)) {
    return(NaN)
  }
  sum_h_2 <- sum(x - 2)
  sum_x <- sum(x)
  -.hardy_weinberg_curvature(sum_h_2, sum_x, p)
}
