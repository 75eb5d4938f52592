# Maximum-likelihood estimation: Straight line through the origin with normal
# errors.
#
#   f(y | z; slope, sigma2) =
#       1/sqrt(2*pi*sigma2)*exp(-(y-slope*z)**2/(2*sigma2))
#   support: y real
#   slope: real
#   sigma2: positive
#
# Log-likelihood:
#
#   -log(2*pi*sigma2)*n/2 - sum((y - z*slope)**2)/(2*sigma2)
#
# Estimator (closed):
#
#   slope = sum(y*z)/sum(z**2)
#   sigma2 = sum((y - z*slope)**2)/n
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
mle_regression_through_origin <- function(y, z) {
  y <- .regression_through_origin_column(y, "y")
  z <- .regression_through_origin_column(z, "z")
  if (length(unique(c(length(y), length(z)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  labels <- c("slope", "sigma2")
  estimate <- .regression_through_origin_solve(y, z)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_regression_through_origin(y, z, estimate)
    information <- hessian_regression_through_origin(y, z, estimate)
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
    logLik = value, n = length(y)
  )
}

#' The negative log-likelihood
#'
#' @param y numeric vector: the values of y.
#' @param z numeric vector: the values of z.
#' @param parameters numeric vector: slope, sigma2, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_regression_through_origin <- function(y, z, parameters) {
  y <- .regression_through_origin_column(y, "y")
  z <- .regression_through_origin_column(z, "z")
  if (length(unique(c(length(y), length(z)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .regression_through_origin_nll(y, z, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param y numeric vector: the values of y.
#' @param z numeric vector: the values of z.
#' @param parameters numeric vector: slope, sigma2, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_regression_through_origin <- function(y, z, parameters) {
  y <- .regression_through_origin_column(y, "y")
  z <- .regression_through_origin_column(z, "z")
  if (length(unique(c(length(y), length(z)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .regression_through_origin_gradient(y, z, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param y numeric vector: the values of y.
#' @param z numeric vector: the values of z.
#' @param parameters numeric vector: slope, sigma2, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_regression_through_origin <- function(y, z, parameters) {
  y <- .regression_through_origin_column(y, "y")
  z <- .regression_through_origin_column(z, "z")
  if (length(unique(c(length(y), length(z)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  triangle <- .regression_through_origin_hessian(
    y, z, parameters[[1]], parameters[[2]]
  )
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param y numeric vector: the values of y.
#' @param z numeric vector: the values of z.
#' @param parameters numeric vector: slope, sigma2, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_regression_through_origin <- function(y, z, parameters) {
  y <- .regression_through_origin_column(y, "y")
  z <- .regression_through_origin_column(z, "z")
  if (length(unique(c(length(y), length(z)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  slope <- parameters[[1]]
  sigma2 <- parameters[[2]]
  t_4 <- 1 / sigma2
  t_5 <- y - slope * z
  score_1 <- rep_len(t_4 * t_5 * z, length(y))
  score_2 <- rep_len(0.5 * t_5^2 / sigma2^2 - 0.5 * t_4, length(y))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("slope", "sigma2")
  out
}

# A variable as a numeric vector; stops if it is none.
.regression_through_origin_column <- function(values, name) {
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
.regression_through_origin_solve <- function(y, z) {
  n <- length(y)
  sum_h <- sum(y * z)
  sum_z_2 <- sum(z^2)
  slope <- sum_h / sum_z_2
  sum_h_1 <- sum((y - slope * z)^2)
  sigma2 <- sum_h_1 / n
  c(slope, sigma2)
}

# The log-likelihood, every constant included.
.regression_through_origin_log_likelihood <- function(y, z, n, slope, sigma2) {
  sum_h_2 <- sum((y - slope * z)^2)
  -0.5 * n * log(2 * pi * sigma2) - 0.5 * sum_h_2 / sigma2
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.regression_through_origin_nll <- function(y, z, slope, sigma2) {
  if (!isTRUE(is.finite(slope) && sigma2 > 0 && is.finite(sigma2))) {
    return(Inf)
  }
  n <- length(y)
  -.regression_through_origin_log_likelihood(y, z, n, slope, sigma2)
}

# The gradient of the log-likelihood.
.regression_through_origin_score <- function(
    y, z, sum_h, sum_z_2, n, slope, sigma2
) {
  sum_h_3 <- sum((y - slope * z)^2)
  t_6 <- 1 / sigma2
  c(
    t_6 * sum_h - slope * t_6 * sum_z_2,
    0.5 * sum_h_3 / sigma2^2 - 0.5 * t_6 * n
  )
}

# The gradient of nll; nan outside the domain or the support.
.regression_through_origin_gradient <- function(y, z, slope, sigma2) {
  if (!isTRUE(is.finite(slope) && sigma2 > 0 && is.finite(sigma2))) {
    return(c(NaN, NaN))
  }
  n <- length(y)
  sum_h <- sum(y * z)
  sum_z_2 <- sum(z^2)
  found_1 <- .regression_through_origin_score(
    y, z, sum_h, sum_z_2, n, slope, sigma2
  )
  g_1 <- found_1[1]
  g_2 <- found_1[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.regression_through_origin_curvature <- function(
    y, z, n, sum_z_2, sum_h, slope, sigma2
) {
  sum_h_4 <- sum((y - slope * z)^2)
  t_7 <- 1 / sigma2
  t_8 <- 0.5 * n
  t_9 <- t_7 * sum_z_2
  t_10 <- 1 / sigma2^2
  c(
    -t_9,
    slope * t_10 * sum_z_2 - t_10 * sum_h,
    t_8 * t_10 - sum_h_4 / (sigma2 * sigma2 * sigma2)
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.regression_through_origin_hessian <- function(y, z, slope, sigma2) {
  if (!isTRUE(is.finite(slope) && sigma2 > 0 && is.finite(sigma2))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(y)
  sum_h <- sum(y * z)
  sum_z_2 <- sum(z^2)
  found_2 <- .regression_through_origin_curvature(
    y, z, n, sum_z_2, sum_h, slope, sigma2
  )
  h_1 <- found_2[1]
  h_2 <- found_2[2]
  h_3 <- found_2[3]
  c(-h_1, -h_2, -h_3)
}
