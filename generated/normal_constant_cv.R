# Maximum-likelihood estimation: Normal distribution with known coefficient of
# variation.
#
#   f(x; theta, cv) =
#       1/(cv*theta*sqrt(2*pi))*exp(-(x-theta)**2/(2*cv**2*theta**2))
#   support: real
#   theta: positive
#   cv: positive (a known constant)
#
# Log-likelihood:
#
#   (-log(cv) - log(theta) - log(2*pi)/2)*n - sum((x -
#       theta)**2)/(2*cv**2*theta**2)
#
# Estimator (closed):
#
#   theta = -(-sqrt(4*cv**2*n*sum(x**2) + sum(x)**2) + sum(x))/(2*cv**2*n)
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 13
#   Khan (1968), A note on estimating the mean of a normal distribution with
#       known coefficient of variation, J. Amer. Statist. Assoc. 63, 1039-1041
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @param cv number: a known constant, positive.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_normal_constant_cv <- function(x, cv) {
  x <- .normal_constant_cv_column(x, "x")
  labels <- c("theta")
  estimate <- .normal_constant_cv_solve(x, cv)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_normal_constant_cv(x, estimate, cv)
    information <- hessian_normal_constant_cv(x, estimate, cv)
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
#' @param cv number: a known constant, positive.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_normal_constant_cv <- function(x, parameters, cv) {
  x <- .normal_constant_cv_column(x, "x")
  .normal_constant_cv_nll(x, cv, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @param cv number: a known constant, positive.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_normal_constant_cv <- function(x, parameters, cv) {
  x <- .normal_constant_cv_column(x, "x")
  .normal_constant_cv_gradient(x, cv, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @param cv number: a known constant, positive.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_normal_constant_cv <- function(x, parameters, cv) {
  x <- .normal_constant_cv_column(x, "x")
  triangle <- .normal_constant_cv_hessian(x, cv, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @param cv number: a known constant, positive.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_normal_constant_cv <- function(x, parameters, cv) {
  x <- .normal_constant_cv_column(x, "x")
  theta <- parameters[[1]]
  t_6 <- 1 / cv^2
  score_1 <- rep_len(
    t_6 / (theta * theta * theta) * (x - theta)^2 -
      0.5 * t_6 / theta^2 * (2 * theta - 2 * x) - 1 / theta,
    length(x)
  )
  out <- cbind(score_1)
  colnames(out) <- c("theta")
  out
}

# A variable as a numeric vector; stops if it is none.
.normal_constant_cv_column <- function(values, name) {
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
.normal_constant_cv_solve <- function(x, cv) {
  n <- length(x)
  sum_x <- sum(x)
  sum_x_2 <- sum(x^2)
  theta <- -0.5 * (sum_x - sqrt(4 * cv^2 * sum_x_2 * n + sum_x^2)) / (cv^2 * n)
  theta
}

# The log-likelihood, every constant included.
.normal_constant_cv_log_likelihood <- function(x, n, cv, theta) {
  sum_h_2 <- sum((x - theta)^2)
  -n * log(cv) - n * log(theta) - 0.5 * n * log(2 * pi) -
    0.5 * sum_h_2 / (cv^2 * theta^2)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.normal_constant_cv_nll <- function(x, cv, theta) {
  if (!isTRUE(theta > 0 && is.finite(theta) && cv > 0 && is.finite(cv))) {
    return(Inf)
  }
  n <- length(x)
  -.normal_constant_cv_log_likelihood(x, n, cv, theta)
}

# The gradient of the log-likelihood.
.normal_constant_cv_score <- function(x, cv, n, theta) {
  t_7 <- x - theta
  sum_h_3 <- sum(t_7^2)
  sum_h_4 <- sum(t_7)
  t_8 <- 1 / cv^2
  t_8 * sum_h_3 / (theta * theta * theta) + t_8 * sum_h_4 / theta^2 - n / theta
}

# The gradient of nll; nan outside the domain or the support.
.normal_constant_cv_gradient <- function(x, cv, theta) {
  if (!isTRUE(theta > 0 && is.finite(theta) && cv > 0 && is.finite(cv))) {
    return(NaN)
  }
  n <- length(x)
  -.normal_constant_cv_score(x, cv, n, theta)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.normal_constant_cv_curvature <- function(x, cv, n, theta) {
  t_9 <- x - theta
  sum_h_5 <- sum(t_9^2)
  sum_h_6 <- sum(t_9)
  t_10 <- 1 / theta^2
  t_11 <- 1 / cv^2
  t_12 <- t_11 * sum_h_5
  t_13 <- 1 / (theta * theta * theta)
  t_14 <- t_11 * sum_h_6
  t_10 * n - t_10 * t_11 * n - 3 * t_12 / (theta * theta * theta * theta) -
    4 * t_13 * t_14
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.normal_constant_cv_hessian <- function(x, cv, theta) {
  if (!isTRUE(theta > 0 && is.finite(theta) && cv > 0 && is.finite(cv))) {
    return(NaN)
  }
  n <- length(x)
  -.normal_constant_cv_curvature(x, cv, n, theta)
}
