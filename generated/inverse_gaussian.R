# Maximum-likelihood estimation: Inverse Gaussian distribution (mean, shape).
#
#   f(x; mu, shape) =
#       sqrt(shape/(2*pi*x**3))*exp(-shape*(x-mu)**2/(2*mu**2*x))
#   support: x > 0
#   mu: positive
#   shape: positive
#
# Log-likelihood:
#
#   log(shape/(2*pi))*n/2 - 3*sum(log(x))/2 - shape*sum((x -
#       mu)**2/x)/(2*mu**2)
#
# Estimator (closed):
#
#   mu = sum(x)/n
#   shape = n*sum(x)/(-n**2 + sum(1/x)*sum(x))
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 15
#   Tweedie (1957), Statistical properties of inverse Gaussian distributions
#       I, Ann. Math. Statist. 28, 362-377
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
mle_inverse_gaussian <- function(x) {
  x <- .inverse_gaussian_column(x, "x")
  .inverse_gaussian_require_rows("x", x > 0, "must be > 0")
  labels <- c("mu", "shape")
  limit <- .inverse_gaussian_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .inverse_gaussian_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_inverse_gaussian(x, estimate)
    information <- hessian_inverse_gaussian(x, estimate)
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
#' @param parameters numeric vector: mu, shape, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_inverse_gaussian <- function(x, parameters) {
  x <- .inverse_gaussian_column(x, "x")
  .inverse_gaussian_require_rows("x", x > 0, "must be > 0")
  .inverse_gaussian_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, shape, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_inverse_gaussian <- function(x, parameters) {
  x <- .inverse_gaussian_column(x, "x")
  .inverse_gaussian_require_rows("x", x > 0, "must be > 0")
  .inverse_gaussian_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, shape, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_inverse_gaussian <- function(x, parameters) {
  x <- .inverse_gaussian_column(x, "x")
  .inverse_gaussian_require_rows("x", x > 0, "must be > 0")
  triangle <- .inverse_gaussian_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, shape, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_inverse_gaussian <- function(x, parameters) {
  x <- .inverse_gaussian_column(x, "x")
  .inverse_gaussian_require_rows("x", x > 0, "must be > 0")
  mu <- parameters[[1]]
  shape <- parameters[[2]]
  t_11 <- 0.5 / mu^2
  t_12 <- 1 / x
  t_13 <- (x - mu)^2
  score_1 <- rep_len(
    shape * t_12 * t_13 / (mu * mu * mu) -
      shape * t_12 * t_11 * (2 * mu - 2 * x),
    length(x)
  )
  score_2 <- rep_len(0.5 / shape - t_12 * t_11 * t_13, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("mu", "shape")
  out
}

# A variable as a numeric vector; stops if it is none.
.inverse_gaussian_column <- function(values, name) {
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
.inverse_gaussian_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.inverse_gaussian_solve <- function(x) {
  n <- length(x)
  sum_h <- sum(1 / x)
  sum_x <- sum(x)
  t <- 1 / n
  sum_h_1 <- sum((1 / x - t * sum_h) * (x - t * sum_x))
  mu <- sum_x / n
  shape <- -sum_x / sum_h_1
  c(mu, shape)
}

# 1 and the limits where no maximum exists, else 0.
.inverse_gaussian_limits <- function(x) {
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, NaN, NaN))
  }
  c(0, NaN, NaN)
}

# The log-likelihood, every constant included.
.inverse_gaussian_log_likelihood <- function(x, sum_log_x, n, mu, shape) {
  sum_h_4 <- sum((x - mu)^2 / x)
  t_14 <- 0.5 * shape
  0.5 * n * log(t_14 / pi) - t_14 * sum_h_4 / mu^2 - 1.5 * sum_log_x
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.inverse_gaussian_nll <- function(x, mu, shape) {
  if (!isTRUE(mu > 0 && is.finite(mu) && shape > 0 && is.finite(shape))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.inverse_gaussian_log_likelihood(x, sum_log_x, n, mu, shape)
}

# The gradient of the log-likelihood.
.inverse_gaussian_score <- function(x, n, mu, shape) {
  t_15 <- x - mu
  t_16 <- 1 / x
  sum_h_5 <- sum(t_15^2 * t_16)
  sum_h_6 <- sum(t_15 * t_16)
  t_17 <- 1 / mu^2
  c(
    shape * t_17 * sum_h_6 + shape * sum_h_5 / (mu * mu * mu),
    0.5 * n / shape - 0.5 * t_17 * sum_h_5
  )
}

# The gradient of nll; nan outside the domain or the support.
.inverse_gaussian_gradient <- function(x, mu, shape) {
  if (!isTRUE(mu > 0 && is.finite(mu) && shape > 0 && is.finite(shape))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_1 <- .inverse_gaussian_score(x, n, mu, shape)
  g_1 <- found_1[1]
  g_2 <- found_1[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.inverse_gaussian_curvature <- function(x, n, sum_h, mu, shape) {
  t_18 <- x - mu
  t_19 <- 1 / x
  sum_h_7 <- sum(t_18^2 * t_19)
  sum_h_8 <- sum(t_18 * t_19)
  t_21 <- 1 / mu^2
  t_23 <- 1 / (mu * mu * mu)
  t_24 <- t_23 * sum_h_7
  t_25 <- t_21 * sum_h_8
  t_26 <- 0.5 * n
  c(
    -shape * t_21 * sum_h - 4 * shape * t_23 * sum_h_8 -
      3 * shape * sum_h_7 / (mu * mu * mu * mu),
    t_24 + t_25,
    -t_26 / shape^2
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.inverse_gaussian_hessian <- function(x, mu, shape) {
  if (!isTRUE(mu > 0 && is.finite(mu) && shape > 0 && is.finite(shape))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  sum_h <- sum(1 / x)
  found_2 <- .inverse_gaussian_curvature(x, n, sum_h, mu, shape)
  h_1 <- found_2[1]
  h_2 <- found_2[2]
  h_3 <- found_2[3]
  c(-h_1, -h_2, -h_3)
}
