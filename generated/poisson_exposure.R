# Maximum-likelihood estimation: Poisson counts with known exposures.
#
#   f(x | t; rate) = (rate*t)**x*exp(-rate*t)/factorial(x)
#   support: x in 0, 1, 2, ... and t > 0
#   rate: positive
#
# Log-likelihood:
#
#   -rate*sum(t) + log(rate)*sum(x) + sum(x*log(t)) - sum(loggamma(x + 1))
#
# Estimator (closed):
#
#   rate = sum(x)/sum(t)
#
# Conditions:
#
#   A maximum exists only if sum x_i > 0.
#
# Source:
#
#   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
#       ch. 4
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the values of x.
#' @param t numeric vector: the values of t.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_poisson_exposure <- function(x, t) {
  x <- .poisson_exposure_column(x, "x")
  t <- .poisson_exposure_column(t, "t")
  if (length(unique(c(length(x), length(t)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .poisson_exposure_require_rows("x", x == floor(x), "must be an integer")
  .poisson_exposure_require_rows("x", x >= 0, "must be >= 0")
  .poisson_exposure_require_rows("t", t > 0, "must be > 0")
  labels <- c("rate")
  limit <- .poisson_exposure_limits(x, t)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .poisson_exposure_solve(x, t)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_poisson_exposure(x, t, estimate)
    information <- hessian_poisson_exposure(x, t, estimate)
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
#' @param x numeric vector: the values of x.
#' @param t numeric vector: the values of t.
#' @param parameters numeric vector: rate, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_poisson_exposure <- function(x, t, parameters) {
  x <- .poisson_exposure_column(x, "x")
  t <- .poisson_exposure_column(t, "t")
  if (length(unique(c(length(x), length(t)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .poisson_exposure_require_rows("x", x == floor(x), "must be an integer")
  .poisson_exposure_require_rows("x", x >= 0, "must be >= 0")
  .poisson_exposure_require_rows("t", t > 0, "must be > 0")
  .poisson_exposure_nll(x, t, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the values of x.
#' @param t numeric vector: the values of t.
#' @param parameters numeric vector: rate, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_poisson_exposure <- function(x, t, parameters) {
  x <- .poisson_exposure_column(x, "x")
  t <- .poisson_exposure_column(t, "t")
  if (length(unique(c(length(x), length(t)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .poisson_exposure_require_rows("x", x == floor(x), "must be an integer")
  .poisson_exposure_require_rows("x", x >= 0, "must be >= 0")
  .poisson_exposure_require_rows("t", t > 0, "must be > 0")
  .poisson_exposure_gradient(x, t, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the values of x.
#' @param t numeric vector: the values of t.
#' @param parameters numeric vector: rate, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_poisson_exposure <- function(x, t, parameters) {
  x <- .poisson_exposure_column(x, "x")
  t <- .poisson_exposure_column(t, "t")
  if (length(unique(c(length(x), length(t)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .poisson_exposure_require_rows("x", x == floor(x), "must be an integer")
  .poisson_exposure_require_rows("x", x >= 0, "must be >= 0")
  .poisson_exposure_require_rows("t", t > 0, "must be > 0")
  triangle <- .poisson_exposure_hessian(x, t, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the values of x.
#' @param t numeric vector: the values of t.
#' @param parameters numeric vector: rate, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_poisson_exposure <- function(x, t, parameters) {
  x <- .poisson_exposure_column(x, "x")
  t <- .poisson_exposure_column(t, "t")
  if (length(unique(c(length(x), length(t)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .poisson_exposure_require_rows("x", x == floor(x), "must be an integer")
  .poisson_exposure_require_rows("x", x >= 0, "must be >= 0")
  .poisson_exposure_require_rows("t", t > 0, "must be > 0")
  rate <- parameters[[1]]
  score_1 <- rep_len(x / rate - t, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("rate")
  out
}

# log(1 + d) - d for d > -1, without cancellation near 0.
.poisson_exposure_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

# Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z
# >= 16.
.poisson_exposure_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

# log Gamma(y + 1) - y log y + y for y >= 0.
.poisson_exposure_stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(y < 16, small, log(2 * pi * z) / 2 + .poisson_exposure_gamma_tail(z))
}

# y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m.
.poisson_exposure_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(near, -y * .poisson_exposure_log_ratio(ifelse(near, d, 0)), far)
}

# A variable as a numeric vector; stops if it is none.
.poisson_exposure_column <- function(values, name) {
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
.poisson_exposure_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.poisson_exposure_solve <- function(x, t) {
  sum_x <- sum(x)
  sum_t <- sum(t)
  rate <- sum_x / sum_t
  rate
}

# 1 and the limits where no maximum exists, else 0.
.poisson_exposure_limits <- function(x, t) {
  sum_x <- sum(x)
  if (!isTRUE(sum_x > 0)) {
    return(c(1, 0))
  }
  c(0, NaN)
}

# The log-likelihood, every constant included.
.poisson_exposure_log_likelihood <- function(x, t, rate) {
  log_densities <- sum(
    -.poisson_exposure_deviance(x, rate * t) - .poisson_exposure_stirling(x)
  )
  log_densities
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.poisson_exposure_nll <- function(x, t, rate) {
  if (!isTRUE(rate > 0 && is.finite(rate))) {
    return(Inf)
  }
  -.poisson_exposure_log_likelihood(x, t, rate)
}

# The gradient of the log-likelihood.
.poisson_exposure_score <- function(sum_t, sum_x, rate) {
  sum_x / rate - sum_t
}

# The gradient of nll; nan outside the domain or the support.
.poisson_exposure_gradient <- function(x, t, rate) {
  if (!isTRUE(rate > 0 && is.finite(rate))) {
    return(NaN)
  }
  sum_x <- sum(x)
  sum_t <- sum(t)
  -.poisson_exposure_score(sum_t, sum_x, rate)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.poisson_exposure_curvature <- function(sum_x, rate) {
  -sum_x / rate^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.poisson_exposure_hessian <- function(x, t, rate) {
  if (!isTRUE(rate > 0 && is.finite(rate))) {
    return(NaN)
  }
  sum_x <- sum(x)
  -.poisson_exposure_curvature(sum_x, rate)
}
