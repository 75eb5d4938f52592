# Maximum-likelihood estimation: Gamma distribution with known shape.
#
#   f(x; scale, shape) =
#       x**(shape-1)*exp(-x/scale)/(gamma(shape)*scale**shape)
#   support: x > 0
#   scale: positive
#   shape: positive (a known constant)
#
# Log-likelihood:
#
#   (shape - 1)*sum(log(x)) + (-shape*log(scale) - loggamma(shape))*n -
#       sum(x)/scale
#
# Estimator (closed):
#
#   scale = sum(x)/(shape*n)
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 17
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @param shape number: a known constant, positive.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_gamma_known_shape <- function(x, shape) {
  x <- .gamma_known_shape_column(x, "x")
  .gamma_known_shape_require_rows("x", x > 0, "must be > 0")
  labels <- c("scale")
  estimate <- .gamma_known_shape_solve(x, shape)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_gamma_known_shape(x, estimate, shape)
    information <- hessian_gamma_known_shape(x, estimate, shape)
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
#' @param parameters numeric vector: scale, in this order.
#' @param shape number: a known constant, positive.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_gamma_known_shape <- function(x, parameters, shape) {
  x <- .gamma_known_shape_column(x, "x")
  .gamma_known_shape_require_rows("x", x > 0, "must be > 0")
  .gamma_known_shape_nll(x, shape, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, in this order.
#' @param shape number: a known constant, positive.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_gamma_known_shape <- function(x, parameters, shape) {
  x <- .gamma_known_shape_column(x, "x")
  .gamma_known_shape_require_rows("x", x > 0, "must be > 0")
  .gamma_known_shape_gradient(x, shape, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, in this order.
#' @param shape number: a known constant, positive.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_gamma_known_shape <- function(x, parameters, shape) {
  x <- .gamma_known_shape_column(x, "x")
  .gamma_known_shape_require_rows("x", x > 0, "must be > 0")
  triangle <- .gamma_known_shape_hessian(x, shape, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, in this order.
#' @param shape number: a known constant, positive.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_gamma_known_shape <- function(x, parameters, shape) {
  x <- .gamma_known_shape_column(x, "x")
  .gamma_known_shape_require_rows("x", x > 0, "must be > 0")
  scale <- parameters[[1]]
  score_1 <- rep_len(x / scale^2 - shape / scale, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("scale")
  out
}

# log(1 + d) - d for d > -1, without cancellation near 0.
.gamma_known_shape_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

# Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z
# >= 16.
.gamma_known_shape_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

# log Gamma(y + 1) - y log y + y for y >= 0.
.gamma_known_shape_stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(y < 16, small, log(2 * pi * z) / 2 + .gamma_known_shape_gamma_tail(z))
}

# y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m.
.gamma_known_shape_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(near, -y * .gamma_known_shape_log_ratio(ifelse(near, d, 0)), far)
}

# A variable as a numeric vector; stops if it is none.
.gamma_known_shape_column <- function(values, name) {
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
.gamma_known_shape_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.gamma_known_shape_solve <- function(x, shape) {
  n <- length(x)
  sum_x <- sum(x)
  scale <- sum_x / (shape * n)
  scale
}

# The log-likelihood, every constant included.
.gamma_known_shape_log_likelihood <- function(x, shape, scale) {
  log_densities <- sum(
    log(shape) - log(x) - .gamma_known_shape_stirling(shape) -
      .gamma_known_shape_deviance(shape, x / scale)
  )
  log_densities
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.gamma_known_shape_nll <- function(x, shape, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale) && shape > 0 && is.finite(shape))) {
    return(Inf)
  }
  -.gamma_known_shape_log_likelihood(x, shape, scale)
}

# The gradient of the log-likelihood.
.gamma_known_shape_score <- function(sum_x, shape, n, scale) {
  sum_x / scale^2 - shape * n / scale
}

# The gradient of nll; nan outside the domain or the support.
.gamma_known_shape_gradient <- function(x, shape, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale) && shape > 0 && is.finite(shape))) {
    return(NaN)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.gamma_known_shape_score(sum_x, shape, n, scale)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.gamma_known_shape_curvature <- function(shape, n, sum_x, scale) {
  t_4 <- shape * n
  t_5 <- 1 / scale^2
  t_4 * t_5 - 2 * sum_x / (scale * scale * scale)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.gamma_known_shape_hessian <- function(x, shape, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale) && shape > 0 && is.finite(shape))) {
    return(NaN)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.gamma_known_shape_curvature(shape, n, sum_x, scale)
}
