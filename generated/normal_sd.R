# Maximum-likelihood estimation: Normal distribution (mean, standard
# deviation).
#
#   f(x; mu, sigma) = 1/(sigma*sqrt(2*pi))*exp(-(x-mu)**2/(2*sigma**2))
#   support: real
#   mu: real
#   sigma: positive
#
# Log-likelihood:
#
#   (-log(sigma) - log(2*pi)/2)*n - sum((x - mu)**2)/(2*sigma**2)
#
# Estimator (closed):
#
#   mu = sum(x)/n
#   sigma = sqrt(sum((x - mu)**2))/sqrt(n)
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 13
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
mle_normal_sd <- function(x) {
  x <- .normal_sd_column(x, "x")
  labels <- c("mu", "sigma")
  limit <- .normal_sd_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .normal_sd_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_normal_sd(x, estimate)
    information <- hessian_normal_sd(x, estimate)
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
#' @param parameters numeric vector: mu, sigma, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_normal_sd <- function(x, parameters) {
  x <- .normal_sd_column(x, "x")
  .normal_sd_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, sigma, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_normal_sd <- function(x, parameters) {
  x <- .normal_sd_column(x, "x")
  .normal_sd_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, sigma, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_normal_sd <- function(x, parameters) {
  x <- .normal_sd_column(x, "x")
  triangle <- .normal_sd_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, sigma, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_normal_sd <- function(x, parameters) {
  x <- .normal_sd_column(x, "x")
  mu <- parameters[[1]]
  sigma <- parameters[[2]]
  score_1 <- rep_len(-0.5 / sigma^2 * (2 * mu - 2 * x), length(x))
  score_2 <- rep_len(
    (x - mu)^2 / (sigma * sigma * sigma) - 1 / sigma, length(x)
  )
  out <- cbind(score_1, score_2)
  colnames(out) <- c("mu", "sigma")
  out
}

# A variable as a numeric vector; stops if it is none.
.normal_sd_column <- function(values, name) {
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
.normal_sd_solve <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  mu <- sum_x / n
  sum_h <- sum((x - mu)^2)
  sigma <- sqrt(sum_h) / sqrt(n)
  c(mu, sigma)
}

# 1 and the limits where no maximum exists, else 0.
.normal_sd_limits <- function(x) {
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, NaN, 0))
  }
  c(0, NaN, NaN)
}

# The log-likelihood, every constant included.
.normal_sd_log_likelihood <- function(x, n, mu, sigma) {
  sum_h_1 <- sum((x - mu)^2)
  -n * log(sigma) - 0.5 * n * log(2 * pi) - 0.5 * sum_h_1 / sigma^2
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.normal_sd_nll <- function(x, mu, sigma) {
  if (!isTRUE(is.finite(mu) && sigma > 0 && is.finite(sigma))) {
    return(Inf)
  }
  n <- length(x)
  -.normal_sd_log_likelihood(x, n, mu, sigma)
}

# The gradient of the log-likelihood.
.normal_sd_score <- function(x, n, mu, sigma) {
  t_2 <- x - mu
  sum_h_2 <- sum(t_2)
  sum_h_3 <- sum(t_2^2)
  c(sum_h_2 / sigma^2, sum_h_3 / (sigma * sigma * sigma) - n / sigma)
}

# The gradient of nll; nan outside the domain or the support.
.normal_sd_gradient <- function(x, mu, sigma) {
  if (!isTRUE(is.finite(mu) && sigma > 0 && is.finite(sigma))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_1 <- .normal_sd_score(x, n, mu, sigma)
  g_1 <- found_1[1]
  g_2 <- found_1[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.normal_sd_curvature <- function(x, n, mu, sigma) {
  t_3 <- x - mu
  sum_h_4 <- sum(t_3^2)
  sum_h_5 <- sum(t_3)
  t_4 <- 1 / sigma^2
  t_5 <- 1 / (sigma * sigma * sigma)
  t_6 <- t_4 * n
  c(
    -t_6,
    -2 * t_5 * sum_h_5,
    t_6 - 3 * sum_h_4 / (sigma * sigma * sigma * sigma)
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.normal_sd_hessian <- function(x, mu, sigma) {
  if (!isTRUE(is.finite(mu) && sigma > 0 && is.finite(sigma))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_2 <- .normal_sd_curvature(x, n, mu, sigma)
  h_1 <- found_2[1]
  h_2 <- found_2[2]
  h_3 <- found_2[3]
  c(-h_1, -h_2, -h_3)
}
