# Maximum-likelihood estimation: Negative binomial distribution with known
# size.
#
#   f(x; p, size) = gamma(x+size)/(gamma(size)*factorial(x))*p**size*(1-p)**x
#   support: x in 0, 1, 2, ...
#   p: 0 < p < 1
#   size: positive (a known constant)
#
# Log-likelihood:
#
#   (size*log(p) - loggamma(size))*n + log(1 - p)*sum(x) - sum(loggamma(x +
#       1)) + sum(loggamma(x + size))
#
# Estimator (closed):
#
#   p = size*n/sum(x + size)
#
# Conditions:
#
#   A maximum exists only if sum x_i > 0.
#
# Source:
#
#   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
#       ch. 5
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @param size number: a known constant, positive.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_negative_binomial_known_size <- function(x, size) {
  x <- .negative_binomial_known_size_column(x, "x")
  .negative_binomial_known_size_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .negative_binomial_known_size_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("p")
  limit <- .negative_binomial_known_size_limits(x, size)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .negative_binomial_known_size_solve(x, size)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_negative_binomial_known_size(x, estimate, size)
    information <- hessian_negative_binomial_known_size(x, estimate, size)
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
#' @param parameters numeric vector: p, in this order.
#' @param size number: a known constant, positive.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_negative_binomial_known_size <- function(x, parameters, size) {
  x <- .negative_binomial_known_size_column(x, "x")
  .negative_binomial_known_size_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .negative_binomial_known_size_require_rows("x", x >= 0, "must be >= 0")
  .negative_binomial_known_size_nll(x, size, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p, in this order.
#' @param size number: a known constant, positive.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_negative_binomial_known_size <- function(x, parameters, size) {
  x <- .negative_binomial_known_size_column(x, "x")
  .negative_binomial_known_size_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .negative_binomial_known_size_require_rows("x", x >= 0, "must be >= 0")
  .negative_binomial_known_size_gradient(x, size, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p, in this order.
#' @param size number: a known constant, positive.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_negative_binomial_known_size <- function(x, parameters, size) {
  x <- .negative_binomial_known_size_column(x, "x")
  .negative_binomial_known_size_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .negative_binomial_known_size_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .negative_binomial_known_size_hessian(x, size, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p, in this order.
#' @param size number: a known constant, positive.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_negative_binomial_known_size <- function(x, parameters, size) {
  x <- .negative_binomial_known_size_column(x, "x")
  .negative_binomial_known_size_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .negative_binomial_known_size_require_rows("x", x >= 0, "must be >= 0")
  p <- parameters[[1]]
  score_1 <- rep_len(size / p - x / (1 - p), length(x))
  out <- cbind(score_1)
  colnames(out) <- c("p")
  out
}

# log(1 + d) - d for d > -1, without cancellation near 0.
.negative_binomial_known_size_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

# Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z
# >= 16.
.negative_binomial_known_size_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

# log Gamma(y + 1) - y log y + y for y >= 0.
.negative_binomial_known_size_stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(
    y < 16,
    small,
    log(2 * pi * z) / 2 + .negative_binomial_known_size_gamma_tail(z)
  )
}

# y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m.
.negative_binomial_known_size_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(
    near, -y * .negative_binomial_known_size_log_ratio(ifelse(near, d, 0)), far
  )
}

# A variable as a numeric vector; stops if it is none.
.negative_binomial_known_size_column <- function(values, name) {
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
.negative_binomial_known_size_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.negative_binomial_known_size_solve <- function(x, size) {
  n <- length(x)
  t <- x + size
  sum_h_2 <- sum(t)
  p <- size * n / sum_h_2
  p
}

# 1 and the limits where no maximum exists, else 0.
.negative_binomial_known_size_limits <- function(x, size) {
  n <- length(x)
  t <- x + size
  sum_h_2 <- sum(t)
  if (!isTRUE(sum_h_2 - size * n > 0)) {
    return(c(1, 1))
  }
  c(0, NaN)
}

# The log-likelihood, every constant included.
.negative_binomial_known_size_log_likelihood <- function(x, size, p) {
  t_3 <- x + size
  part_1 <- log(size) - .negative_binomial_known_size_stirling(x) -
    .negative_binomial_known_size_stirling(size)
  part_2 <- part_1 + .negative_binomial_known_size_stirling(t_3) -
    .negative_binomial_known_size_deviance(x, (1 - p) * t_3)
  log_densities <- sum(
    part_2 - log(t_3) - .negative_binomial_known_size_deviance(size, p * t_3)
  )
  log_densities
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.negative_binomial_known_size_nll <- function(x, size, p) {
  if (!isTRUE(p > 0 && p < 1 && size > 0 && is.finite(size))) {
    return(Inf)
  }
  -.negative_binomial_known_size_log_likelihood(x, size, p)
}

# The gradient of the log-likelihood.
.negative_binomial_known_size_score <- function(sum_x, size, n, p) {
  size * n / p - sum_x / (1 - p)
}

# The gradient of nll; nan outside the domain or the support.
.negative_binomial_known_size_gradient <- function(x, size, p) {
  if (!isTRUE(p > 0 && p < 1 && size > 0 && is.finite(size))) {
    return(NaN)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.negative_binomial_known_size_score(sum_x, size, n, p)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.negative_binomial_known_size_curvature <- function(size, n, sum_x, p) {
  t_4 <- size * n
  t_5 <- 1 - p
  -t_4 / p^2 - sum_x / t_5^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.negative_binomial_known_size_hessian <- function(x, size, p) {
  if (!isTRUE(p > 0 && p < 1 && size > 0 && is.finite(size))) {
    return(NaN)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.negative_binomial_known_size_curvature(size, n, sum_x, p)
}
