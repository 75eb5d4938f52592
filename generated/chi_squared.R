# Maximum-likelihood estimation: Chi-squared distribution.
#
#   f(x; nu) = x**(nu/2-1)*exp(-x/2)/(2**(nu/2)*gamma(nu/2))
#   support: x > 0
#   nu: positive
#
# Log-likelihood:
#
#   (nu/2 - 1)*sum(log(x)) + (-nu*log(2)/2 - loggamma(nu/2))*n - sum(x)/2
#
# Estimator (special):
#
#   nu = 2*InverseDigamma(sum(log(x/2))/n)
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 18
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
mle_chi_squared <- function(x) {
  x <- .chi_squared_column(x, "x")
  .chi_squared_require_rows("x", x > 0, "must be > 0")
  labels <- c("nu")
  estimate <- .chi_squared_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_chi_squared(x, estimate)
    information <- hessian_chi_squared(x, estimate)
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
#' @param parameters numeric vector: nu, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_chi_squared <- function(x, parameters) {
  x <- .chi_squared_column(x, "x")
  .chi_squared_require_rows("x", x > 0, "must be > 0")
  .chi_squared_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: nu, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_chi_squared <- function(x, parameters) {
  x <- .chi_squared_column(x, "x")
  .chi_squared_require_rows("x", x > 0, "must be > 0")
  .chi_squared_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: nu, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_chi_squared <- function(x, parameters) {
  x <- .chi_squared_column(x, "x")
  .chi_squared_require_rows("x", x > 0, "must be > 0")
  triangle <- .chi_squared_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: nu, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_chi_squared <- function(x, parameters) {
  x <- .chi_squared_column(x, "x")
  .chi_squared_require_rows("x", x > 0, "must be > 0")
  nu <- parameters[[1]]
  score_1 <- rep_len(
    0.5 * log(x) - 0.5 * digamma(0.5 * nu) - 0.5 * log(2), length(x)
  )
  out <- cbind(score_1)
  colnames(out) <- c("nu")
  out
}

# log(1 + d) - d for d > -1, without cancellation near 0.
.chi_squared_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

# Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z
# >= 16.
.chi_squared_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

# log Gamma(y + 1) - y log y + y for y >= 0.
.chi_squared_stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(y < 16, small, log(2 * pi * z) / 2 + .chi_squared_gamma_tail(z))
}

# y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m.
.chi_squared_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(near, -y * .chi_squared_log_ratio(ifelse(near, d, 0)), far)
}

# A variable as a numeric vector; stops if it is none.
.chi_squared_column <- function(values, name) {
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
.chi_squared_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The a > 0 with psi(a) = y, by Newton's method; psi is increasing and
# concave.
.chi_squared_inverse_digamma <- function(y) {
  a <- -1 / (y + 0.5772156649015329)
  if (isTRUE(y > -2.22)) {
    a <- exp(y) + 0.5
  }
  for (turn in seq_len(8) - 1) {
    step <- (digamma(a) - y) / trigamma(a)
    if (isTRUE(a > step)) {
      a <- a - step
    } else {
      a <- 0.5 * a
    }
  }
  a
}
.chi_squared_inverse_digamma <- Vectorize(.chi_squared_inverse_digamma)

# The estimate, in the order of the parameters.
.chi_squared_solve <- function(x) {
  n <- length(x)
  sum_h <- sum(log(0.5 * x))
  nu <- 2 * .chi_squared_inverse_digamma(sum_h / n)
  nu
}

# The log-likelihood, every constant included.
.chi_squared_log_likelihood <- function(x, nu) {
  t_3 <- 0.5 * nu
  log_densities <- sum(
    log(nu) - log(x) - .chi_squared_deviance(t_3, 0.5 * x) -
      .chi_squared_stirling(t_3) - log(2)
  )
  log_densities
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.chi_squared_nll <- function(x, nu) {
  if (!isTRUE(nu > 0 && is.finite(nu))) {
    return(Inf)
  }
  -.chi_squared_log_likelihood(x, nu)
}

# The gradient of the log-likelihood.
.chi_squared_score <- function(n, sum_log_x, nu) {
  t_5 <- 0.5 * n
  0.5 * sum_log_x - t_5 * digamma(0.5 * nu) - t_5 * log(2)
}

# The gradient of nll; nan outside the domain or the support.
.chi_squared_gradient <- function(x, nu) {
  if (!isTRUE(nu > 0 && is.finite(nu))) {
    return(NaN)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.chi_squared_score(n, sum_log_x, nu)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.chi_squared_curvature <- function(n, nu) {
  t_6 <- 0.5 * nu
  -0.25 * n * trigamma(t_6)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.chi_squared_hessian <- function(x, nu) {
  if (!isTRUE(nu > 0 && is.finite(nu))) {
    return(NaN)
  }
  n <- length(x)
  -.chi_squared_curvature(n, nu)
}
