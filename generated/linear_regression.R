# Maximum-likelihood estimation: Straight line with normal errors.
#
#   f(y | z; intercept, slope, sigma2) =
#       1/sqrt(2*pi*sigma2)*exp(-(y-intercept-slope*z)**2/(2*sigma2))
#   support: y real
#   intercept: real
#   slope: real
#   sigma2: positive
#
# Log-likelihood:
#
#   -log(2*pi*sigma2)*n/2 - sum((y - z*slope - intercept)**2)/(2*sigma2)
#
# Estimator (closed):
#
#   slope = sum((y - sum(y)/n)*(z - sum(z)/n))/sum((z - sum(z)/n)**2)
#   sigma2 = -sum((y - sum(y)/n)*(z - sum(z)/n))**2/(n*sum((z - sum(z)/n)**2))
#       + sum((y - sum(y)/n)**2)/n
#   intercept = (-slope*sum(z) + sum(y))/n
#
# Conditions:
#
#   A maximum exists only if the y_i are not all equal.
#   A maximum exists only if the z_i are not all equal.
#   A maximum exists only if (sum (y_i - (1/n) sum y_j)^2)(sum (z_i - (1/n)
#       sum z_j)^2) > (sum (y_i - (1/n) sum y_j)(z_i - (1/n) sum z_j))^2.
#
# Source:
#
#   Seber, Lee (2003), Linear Regression Analysis, 2nd ed., ch. 6
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param y numeric vector: the values of y.
#' @param z numeric vector: the values of z.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_linear_regression <- function(y, z) {
  y <- .linear_regression_column(y, "y")
  z <- .linear_regression_column(z, "z")
  if (length(unique(c(length(y), length(z)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  labels <- c("intercept", "slope", "sigma2")
  limit <- .linear_regression_limits(y, z)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .linear_regression_solve(y, z)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 3, 3, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_linear_regression(y, z, estimate)
    information <- hessian_linear_regression(y, z, estimate)
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
    logLik = value, n = length(y)
  )
}

#' The negative log-likelihood
#'
#' @param y numeric vector: the values of y.
#' @param z numeric vector: the values of z.
#' @param parameters numeric vector: intercept, slope, sigma2, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_linear_regression <- function(y, z, parameters) {
  y <- .linear_regression_column(y, "y")
  z <- .linear_regression_column(z, "z")
  if (length(unique(c(length(y), length(z)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .linear_regression_nll(
    y, z, parameters[[1]], parameters[[2]], parameters[[3]]
  )
}

#' The gradient of the negative log-likelihood
#'
#' @param y numeric vector: the values of y.
#' @param z numeric vector: the values of z.
#' @param parameters numeric vector: intercept, slope, sigma2, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_linear_regression <- function(y, z, parameters) {
  y <- .linear_regression_column(y, "y")
  z <- .linear_regression_column(z, "z")
  if (length(unique(c(length(y), length(z)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .linear_regression_gradient(
    y, z, parameters[[1]], parameters[[2]], parameters[[3]]
  )
}

#' The Hessian of the negative log-likelihood
#'
#' @param y numeric vector: the values of y.
#' @param z numeric vector: the values of z.
#' @param parameters numeric vector: intercept, slope, sigma2, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_linear_regression <- function(y, z, parameters) {
  y <- .linear_regression_column(y, "y")
  z <- .linear_regression_column(z, "z")
  if (length(unique(c(length(y), length(z)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  triangle <- .linear_regression_hessian(
    y, z, parameters[[1]], parameters[[2]], parameters[[3]]
  )
  out <- matrix(0, 3, 3)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param y numeric vector: the values of y.
#' @param z numeric vector: the values of z.
#' @param parameters numeric vector: intercept, slope, sigma2, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_linear_regression <- function(y, z, parameters) {
  y <- .linear_regression_column(y, "y")
  z <- .linear_regression_column(z, "z")
  if (length(unique(c(length(y), length(z)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  intercept <- parameters[[1]]
  slope <- parameters[[2]]
  sigma2 <- parameters[[3]]
  t_9 <- 1 / sigma2
  t_10 <- 0.5 * t_9
  t_11 <- slope * z
  t_12 <- y - t_11 - intercept
  score_1 <- rep_len(-t_10 * (2 * t_11 + 2 * intercept - 2 * y), length(y))
  score_2 <- rep_len(t_9 * t_12 * z, length(y))
  score_3 <- rep_len(0.5 * t_12^2 / sigma2^2 - t_10, length(y))
  out <- cbind(score_1, score_2, score_3)
  colnames(out) <- c("intercept", "slope", "sigma2")
  out
}

# A variable as a numeric vector; stops if it is none.
.linear_regression_column <- function(values, name) {
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
.linear_regression_solve <- function(y, z) {
  n <- length(y)
  sum_z <- sum(z)
  sum_y <- sum(y)
  t <- 1 / n
  t_1 <- z - t * sum_z
  t_2 <- y - t * sum_y
  sum_h <- sum(t_1^2)
  sum_h_1 <- sum(t_1 * t_2)
  sum_h_2 <- sum(t_2^2)
  slope <- sum_h_1 / sum_h
  sigma2 <- sum_h_2 / n - sum_h_1^2 / (sum_h * n)
  intercept <- (sum_y - slope * sum_z) / n
  c(intercept, slope, sigma2)
}

# 1 and the limits where no maximum exists, else 0.
.linear_regression_limits <- function(y, z) {
  n <- length(y)
  sum_z <- sum(z)
  sum_y <- sum(y)
  min_y <- min(y)
  max_y <- max(y)
  min_z <- min(z)
  max_z <- max(z)
  t <- 1 / n
  t_1 <- z - t * sum_z
  t_2 <- y - t * sum_y
  sum_h <- sum(t_1^2)
  sum_h_1 <- sum(t_1 * t_2)
  sum_h_2 <- sum(t_2^2)
  if (!isTRUE(min_y < max_y)) {
    return(c(1, NaN, NaN, 0))
  }
  if (!isTRUE(min_z < max_z)) {
    return(c(1, NaN, NaN, NaN))
  }
  if (!isTRUE(sum_h * sum_h_2 - sum_h_1^2 > 0)) {
    return(c(1, NaN, NaN, NaN))
  }
  c(0, NaN, NaN, NaN)
}

# The log-likelihood, every constant included.
.linear_regression_log_likelihood <- function(
    y, z, n, intercept, slope, sigma2
) {
  sum_h_6 <- sum((y - slope * z - intercept)^2)
  -0.5 * n * log(2 * pi * sigma2) - 0.5 * sum_h_6 / sigma2
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.linear_regression_nll <- function(y, z, intercept, slope, sigma2) {
  if (!isTRUE(is.finite(intercept) && is.finite(slope) && sigma2 > 0 &&
    is.finite(sigma2))) {
    return(Inf)
  }
  n <- length(y)
  -.linear_regression_log_likelihood(y, z, n, intercept, slope, sigma2)
}

# The gradient of the log-likelihood.
.linear_regression_score <- function(y, z, n, intercept, slope, sigma2) {
  t_13 <- slope * z + intercept - y
  t_14 <- -t_13
  sum_h_7 <- sum(t_13)
  sum_h_8 <- sum(t_14 * z)
  sum_h_9 <- sum(t_14^2)
  t_15 <- 1 / sigma2
  c(-t_15 * sum_h_7, t_15 * sum_h_8, 0.5 * sum_h_9 / sigma2^2 - 0.5 * t_15 * n)
}

# The gradient of nll; nan outside the domain or the support.
.linear_regression_gradient <- function(y, z, intercept, slope, sigma2) {
  if (!isTRUE(is.finite(intercept) && is.finite(slope) && sigma2 > 0 &&
    is.finite(sigma2))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(y)
  found_1 <- .linear_regression_score(y, z, n, intercept, slope, sigma2)
  g_1 <- found_1[1]
  g_2 <- found_1[2]
  g_3 <- found_1[3]
  c(-g_1, -g_2, -g_3)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.linear_regression_curvature <- function(
    y, z, n, sum_z, sum_z_2, intercept, slope, sigma2
) {
  t_16 <- slope * z + intercept - y
  t_17 <- -t_16
  sum_h_10 <- sum(t_17^2)
  sum_h_11 <- sum(t_16)
  sum_h_12 <- sum(t_17 * z)
  t_18 <- 1 / sigma2
  t_19 <- 0.5 * n
  t_20 <- t_18 * n
  t_21 <- 1 / sigma2^2
  c(
    -t_20,
    -t_18 * sum_z,
    -t_18 * sum_z_2,
    t_21 * sum_h_11,
    -t_21 * sum_h_12,
    t_19 * t_21 - sum_h_10 / (sigma2 * sigma2 * sigma2)
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.linear_regression_hessian <- function(y, z, intercept, slope, sigma2) {
  if (!isTRUE(is.finite(intercept) && is.finite(slope) && sigma2 > 0 &&
    is.finite(sigma2))) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  n <- length(y)
  sum_z <- sum(z)
  sum_z_2 <- sum(z^2)
  found_2 <- .linear_regression_curvature(
    y, z, n, sum_z, sum_z_2, intercept, slope, sigma2
  )
  h_1 <- found_2[1]
  h_2 <- found_2[2]
  h_3 <- found_2[3]
  h_4 <- found_2[4]
  h_5 <- found_2[5]
  h_6 <- found_2[6]
  c(-h_1, -h_2, -h_3, -h_4, -h_5, -h_6)
}
