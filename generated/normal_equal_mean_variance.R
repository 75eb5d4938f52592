# Maximum-likelihood estimation: Normal distribution with variance equal to
# the mean.
#
#   f(x; theta) = 1/sqrt(2*pi*theta)*exp(-(x-theta)**2/(2*theta))
#   support: real
#   theta: positive
#
# Log-likelihood:
#
#   -log(2*pi*theta)*n/2 - sum((x - theta)**2)/(2*theta)
#
# Estimator (closed):
#
#   theta = (sqrt(n**2 + 4*n*sum(x**2)) - n)/(2*n)
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
mle_normal_equal_mean_variance <- function(x) {
  x <- .normal_equal_mean_variance_column(x, "x")
  labels <- c("theta")
  estimate <- .normal_equal_mean_variance_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_normal_equal_mean_variance(x, estimate)
    information <- hessian_normal_equal_mean_variance(x, estimate)
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
#' @param parameters numeric vector: theta, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_normal_equal_mean_variance <- function(x, parameters) {
  x <- .normal_equal_mean_variance_column(x, "x")
  .normal_equal_mean_variance_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_normal_equal_mean_variance <- function(x, parameters) {
  x <- .normal_equal_mean_variance_column(x, "x")
  .normal_equal_mean_variance_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_normal_equal_mean_variance <- function(x, parameters) {
  x <- .normal_equal_mean_variance_column(x, "x")
  triangle <- .normal_equal_mean_variance_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_normal_equal_mean_variance <- function(x, parameters) {
  x <- .normal_equal_mean_variance_column(x, "x")
  theta <- parameters[[1]]
  t_5 <- 0.5 / theta
  score_1 <- rep_len(
    0.5 / theta^2 * (x - theta)^2 - t_5 * (2 * theta - 2 * x) - t_5, length(x)
  )
  out <- cbind(score_1)
  colnames(out) <- c("theta")
  out
}

# A variable as a numeric vector; stops if it is none.
.normal_equal_mean_variance_column <- function(values, name) {
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
.normal_equal_mean_variance_solve <- function(x) {
  n <- length(x)
  sum_x_2 <- sum(x^2)
  theta <- 0.5 * (sqrt(n^2 + 4 * sum_x_2 * n) - n) / n
  theta
}

# The log-likelihood, every constant included.
.normal_equal_mean_variance_log_likelihood <- function(x, n, theta) {
  sum_h_2 <- sum((x - theta)^2)
  -0.5 * n * log(2 * pi * theta) - 0.5 * sum_h_2 / theta
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.normal_equal_mean_variance_nll <- function(x, theta) {
  if (!isTRUE(theta > 0 && is.finite(theta))) {
    return(Inf)
  }
  n <- length(x)
  -.normal_equal_mean_variance_log_likelihood(x, n, theta)
}

# The gradient of the log-likelihood.
.normal_equal_mean_variance_score <- function(x, n, theta) {
  t_6 <- x - theta
  sum_h_3 <- sum(t_6^2)
  sum_h_4 <- sum(t_6)
  t_7 <- 1 / theta
  t_7 * sum_h_4 + 0.5 * sum_h_3 / theta^2 - 0.5 * t_7 * n
}

# The gradient of nll; nan outside the domain or the support.
.normal_equal_mean_variance_gradient <- function(x, theta) {
  if (!isTRUE(theta > 0 && is.finite(theta))) {
    return(NaN)
  }
  n <- length(x)
  -.normal_equal_mean_variance_score(x, n, theta)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.normal_equal_mean_variance_curvature <- function(x, n, theta) {
  t_8 <- x - theta
  sum_h_5 <- sum(t_8^2)
  sum_h_6 <- sum(t_8)
  t_9 <- 1 / theta
  t_11 <- 1 / theta^2
  t_12 <- t_9 * n
  0.5 * t_11 * n - 2 * t_11 * sum_h_6 - t_12 - sum_h_5 / (theta * theta * theta)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.normal_equal_mean_variance_hessian <- function(x, theta) {
  if (!isTRUE(theta > 0 && is.finite(theta))) {
    return(NaN)
  }
  n <- length(x)
  -.normal_equal_mean_variance_curvature(x, n, theta)
}
