# Maximum-likelihood estimation: Uniform distribution (centre, half width).
#
#   f(x; centre, width) = 1/(2*width)
#   support: centre - width <= x <= centre + width
#   centre: real
#   width: positive
#
# Log-likelihood:
#
#   -log(2*width)*n
#
# Estimator (boundary):
#
#   centre = max(x)/2 + min(x)/2
#   width = max(x)/2 - min(x)/2
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
#       vol. 2, ch. 26
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
mle_uniform_centre <- function(x) {
  x <- .uniform_centre_column(x, "x")
  labels <- c("centre", "width")
  limit <- .uniform_centre_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .uniform_centre_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_uniform_centre(x, estimate)
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
#' @param parameters numeric vector: centre, width, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_uniform_centre <- function(x, parameters) {
  x <- .uniform_centre_column(x, "x")
  .uniform_centre_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: centre, width, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_uniform_centre <- function(x, parameters) {
  x <- .uniform_centre_column(x, "x")
  .uniform_centre_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: centre, width, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_uniform_centre <- function(x, parameters) {
  x <- .uniform_centre_column(x, "x")
  triangle <- .uniform_centre_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: centre, width, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_uniform_centre <- function(x, parameters) {
  x <- .uniform_centre_column(x, "x")
  width <- parameters[[2]]
  score_1 <- rep_len(0, length(x))
  score_2 <- rep_len(-1 / width, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("centre", "width")
  out
}

# A variable as a numeric vector; stops if it is none.
.uniform_centre_column <- function(values, name) {
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
.uniform_centre_solve <- function(x) {
  max_x <- max(x)
  min_x <- min(x)
  centre <- 0.5 * max_x + 0.5 * min_x
  width <- 0.5 * max_x - 0.5 * min_x
  c(centre, width)
}

# 1 and the limits where no maximum exists, else 0.
.uniform_centre_limits <- function(x) {
  max_x <- max(x)
  min_x <- min(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, NaN, 0))
  }
  c(0, NaN, NaN)
}

# The log-likelihood, every constant included.
.uniform_centre_log_likelihood <- function(n, centre, width) {
  -n * log(2 * width)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.uniform_centre_nll <- function(x, centre, width) {
  if (!isTRUE(is.finite(centre) && width > 0 && is.finite(width))) {
    return(Inf)
  }
  outside <- sum(ifelse(x >= centre - width & x <= centre + width, 0, 1))
  if (isTRUE(outside > 0)) {
    return(Inf)
  }
  n <- length(x)
  -.uniform_centre_log_likelihood(n, centre, width)
}

# The gradient of the log-likelihood.
.uniform_centre_score <- function(n, centre, width) {
  c(0, -n / width)
}

# The gradient of nll; nan outside the domain or the support.
.uniform_centre_gradient <- function(x, centre, width) {
  if (!isTRUE(is.finite(centre) && width > 0 && is.finite(width))) {
    return(c(NaN, NaN))
  }
  outside <- sum(ifelse(x >= centre - width & x <= centre + width, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_1 <- .uniform_centre_score(n, centre, width)
  g_1 <- found_1[1]
  g_2 <- found_1[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.uniform_centre_curvature <- function(n, centre, width) {
  c(0, 0, n / width^2)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.uniform_centre_hessian <- function(x, centre, width) {
  if (!isTRUE(is.finite(centre) && width > 0 && is.finite(width))) {
    return(c(NaN, NaN, NaN))
  }
  outside <- sum(ifelse(x >= centre - width & x <= centre + width, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_2 <- .uniform_centre_curvature(n, centre, width)
  h_1 <- found_2[1]
  h_2 <- found_2[2]
  h_3 <- found_2[3]
  c(-h_1, -h_2, -h_3)
}
