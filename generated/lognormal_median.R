# Maximum-likelihood estimation: Lognormal distribution (median, standard
# deviation of the logarithm).
#
#   f(x; median, sigma) =
#       1/(x*sigma*sqrt(2*pi))*exp(-log(x/median)**2/(2*sigma**2))
#   support: x > 0
#   median: positive
#   sigma: positive
#
# Log-likelihood:
#
#   (-log(sigma) - log(2*pi)/2)*n - sum(log(x)) -
#       sum(log(x/median)**2)/(2*sigma**2)
#
# Estimator (closed):
#
#   median = exp(sum(log(x))/n)
#   sigma = sqrt(sum(log(x/median)**2))/sqrt(n)
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 14
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
mle_lognormal_median <- function(x) {
  x <- .lognormal_median_column(x, "x")
  .lognormal_median_require_rows("x", x > 0, "must be > 0")
  labels <- c("median", "sigma")
  limit <- .lognormal_median_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .lognormal_median_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_lognormal_median(x, estimate)
    information <- hessian_lognormal_median(x, estimate)
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
#' @param parameters numeric vector: median, sigma, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_lognormal_median <- function(x, parameters) {
  x <- .lognormal_median_column(x, "x")
  .lognormal_median_require_rows("x", x > 0, "must be > 0")
  .lognormal_median_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: median, sigma, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_lognormal_median <- function(x, parameters) {
  x <- .lognormal_median_column(x, "x")
  .lognormal_median_require_rows("x", x > 0, "must be > 0")
  .lognormal_median_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: median, sigma, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_lognormal_median <- function(x, parameters) {
  x <- .lognormal_median_column(x, "x")
  .lognormal_median_require_rows("x", x > 0, "must be > 0")
  triangle <- .lognormal_median_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: median, sigma, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_lognormal_median <- function(x, parameters) {
  x <- .lognormal_median_column(x, "x")
  .lognormal_median_require_rows("x", x > 0, "must be > 0")
  median <- parameters[[1]]
  sigma <- parameters[[2]]
  t_7 <- 1 / median
  t_8 <- log(t_7 * x)
  score_1 <- rep_len(t_7 * t_8 / sigma^2, length(x))
  score_2 <- rep_len(t_8^2 / (sigma * sigma * sigma) - 1 / sigma, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("median", "sigma")
  out
}

# A variable as a numeric vector; stops if it is none.
.lognormal_median_column <- function(values, name) {
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
.lognormal_median_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.lognormal_median_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  median <- exp(sum_log_x / n)
  t <- log(x / median)
  sum_h <- sum(t^2)
  sigma <- sqrt(sum_h) / sqrt(n)
  c(median, sigma)
}

# 1 and the limits where no maximum exists, else 0.
.lognormal_median_limits <- function(x) {
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, NaN, 0))
  }
  c(0, NaN, NaN)
}

# The log-likelihood, every constant included.
.lognormal_median_log_likelihood <- function(x, sum_log_x, n, median, sigma) {
  sum_h_2 <- sum(log(x / median)^2)
  -n * log(sigma) - 0.5 * n * log(2 * pi) - sum_log_x - 0.5 * sum_h_2 / sigma^2
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.lognormal_median_nll <- function(x, median, sigma) {
  if (!isTRUE(median > 0 && is.finite(median) && sigma > 0 &&
    is.finite(sigma))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.lognormal_median_log_likelihood(x, sum_log_x, n, median, sigma)
}

# The gradient of the log-likelihood.
.lognormal_median_score <- function(x, n, median, sigma) {
  t_9 <- log(x / median)
  sum_h_3 <- sum(t_9)
  sum_h_4 <- sum(t_9^2)
  c(sum_h_3 / (median * sigma^2), sum_h_4 / (sigma * sigma * sigma) - n / sigma)
}

# The gradient of nll; nan outside the domain or the support.
.lognormal_median_gradient <- function(x, median, sigma) {
  if (!isTRUE(median > 0 && is.finite(median) && sigma > 0 &&
    is.finite(sigma))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_1 <- .lognormal_median_score(x, n, median, sigma)
  g_1 <- found_1[1]
  g_2 <- found_1[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.lognormal_median_curvature <- function(x, n, median, sigma) {
  t_10 <- log(x / median)
  sum_h_5 <- sum(t_10^2)
  sum_h_6 <- sum(t_10)
  t_11 <- 1 / sigma^2
  t_12 <- 1 / median
  t_13 <- t_11 * sum_h_6
  t_14 <- 1 / (sigma * sigma * sigma)
  t_15 <- 1 / median^2
  t_16 <- t_11 * n
  c(
    -t_13 * t_15 - t_15 * t_16,
    -2 * t_12 * t_14 * sum_h_6,
    t_16 - 3 * sum_h_5 / (sigma * sigma * sigma * sigma)
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.lognormal_median_hessian <- function(x, median, sigma) {
  if (!isTRUE(median > 0 && is.finite(median) && sigma > 0 &&
    is.finite(sigma))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_2 <- .lognormal_median_curvature(x, n, median, sigma)
  h_1 <- found_2[1]
  h_2 <- found_2[2]
  h_3 <- found_2[3]
  c(-h_1, -h_2, -h_3)
}
