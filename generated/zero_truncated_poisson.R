# Maximum-likelihood estimation: Zero-truncated Poisson distribution.
#
#   f(x; rate) = rate**x/(factorial(x)*(exp(rate)-1))
#   support: x in 1, 2, 3, ...
#   rate: positive
#
# Log-likelihood:
#
#   log(rate)*sum(x) - log(exp(rate) - 1)*n - sum(loggamma(x + 1))
#
# Estimator (special):
#
#   rate = LambertW(-exp(-sum(x)/n)*sum(x)/n) + sum(x)/n
#
# Conditions:
#
#   A maximum exists only if sum x_i > n.
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
#' @param x numeric vector: the observations.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_zero_truncated_poisson <- function(x) {
  x <- .zero_truncated_poisson_column(x, "x")
  .zero_truncated_poisson_require_rows("x", x == floor(x), "must be an integer")
  .zero_truncated_poisson_require_rows("x", x >= 1, "must be >= 1")
  labels <- c("rate")
  limit <- .zero_truncated_poisson_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .zero_truncated_poisson_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_zero_truncated_poisson(x, estimate)
    information <- hessian_zero_truncated_poisson(x, estimate)
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
#' @param parameters numeric vector: rate, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_zero_truncated_poisson <- function(x, parameters) {
  x <- .zero_truncated_poisson_column(x, "x")
  .zero_truncated_poisson_require_rows("x", x == floor(x), "must be an integer")
  .zero_truncated_poisson_require_rows("x", x >= 1, "must be >= 1")
  .zero_truncated_poisson_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: rate, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_zero_truncated_poisson <- function(x, parameters) {
  x <- .zero_truncated_poisson_column(x, "x")
  .zero_truncated_poisson_require_rows("x", x == floor(x), "must be an integer")
  .zero_truncated_poisson_require_rows("x", x >= 1, "must be >= 1")
  .zero_truncated_poisson_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: rate, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_zero_truncated_poisson <- function(x, parameters) {
  x <- .zero_truncated_poisson_column(x, "x")
  .zero_truncated_poisson_require_rows("x", x == floor(x), "must be an integer")
  .zero_truncated_poisson_require_rows("x", x >= 1, "must be >= 1")
  triangle <- .zero_truncated_poisson_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: rate, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_zero_truncated_poisson <- function(x, parameters) {
  x <- .zero_truncated_poisson_column(x, "x")
  .zero_truncated_poisson_require_rows("x", x == floor(x), "must be an integer")
  .zero_truncated_poisson_require_rows("x", x >= 1, "must be >= 1")
  rate <- parameters[[1]]
  score_1 <- rep_len(
    (x - 1) / rate - .zero_truncated_poisson_log_decay(1, rate) - 1, length(x)
  )
  out <- cbind(score_1)
  colnames(out) <- c("rate")
  out
}

# log(1 - exp u) for u < 0, accurate at both ends.
.zero_truncated_poisson_log1m_exp <- function(u) {
  ifelse(u > -log(2), log(-expm1(u)), log1p(-exp(u)))
}

# log(1 + d) - d for d > -1, without cancellation near 0.
.zero_truncated_poisson_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

# Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z
# >= 16.
.zero_truncated_poisson_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

# log Gamma(y + 1) - y log y + y for y >= 0.
.zero_truncated_poisson_stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(
    y < 16, small, log(2 * pi * z) / 2 + .zero_truncated_poisson_gamma_tail(z)
  )
}

# y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m.
.zero_truncated_poisson_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(near, -y * .zero_truncated_poisson_log_ratio(ifelse(near, d, 0)), far)
}

# A variable as a numeric vector; stops if it is none.
.zero_truncated_poisson_column <- function(values, name) {
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
.zero_truncated_poisson_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The k-th derivative of log((1 - exp(-v))/v) for any v, k = 0, 1, 2.
.zero_truncated_poisson_log_decay <- function(k, v) {
  near <- abs(v) < 0.5
  u <- ifelse(near, v, 0)
  f <- ifelse(near, 1, v)
  s <- u^2
  e <- expm1(-abs(f))
  if (k == 0) {
    last <- 1 / 181440 - s * (1 / 9676800 - s / 479001600)
    close <- s * (1 / 24 - s * (1 / 2880 - s * last)) - u / 2
    ifelse(near, close, pmax(-f, 0) + log(-e / abs(f)))
  } else if (k == 1) {
    last <- 1 / 1209600 - s * (1 / 47900160 - s * 691 / 1307674368000)
    close <- u * (1 / 12 - s * (1 / 720 - s * (1 / 30240 - s * last))) - 0.5
    ifelse(near, close, 1 / expm1(f) - 1 / f)
  } else {
    last <- 1 / 5322240 - s * (691 / 118879488000 - s / 5748019200)
    last <- 1 / 172800 - s * last
    close <- 1 / 12 - s * (1 / 240 - s * (1 / 6048 - s * last))
    ifelse(near, close, 1 / f^2 - (1 + e) / e^2)
  }
}

# The real w with w exp(w) = y on branch 0 or -1; nan where there is none.
.zero_truncated_poisson_lambert_w <- function(y, branch) {
  if (isTRUE(y < -0.36787944117144233)) {
    if (isTRUE(y > -0.36787944117144245)) {
      return(-1)
    }
    return(NaN)
  }
  if (isTRUE(branch < -0.5 && y >= 0)) {
    return(NaN)
  }
  p <- sqrt(pmax(0, 2 * (2.718281828459045 * y + 1)))
  w <- -1 + p - p * p / 3 + 11 / 72 * p * p * p
  if (isTRUE(branch < -0.5)) {
    w <- -1 - p - p * p / 3 - 11 / 72 * p * p * p
    if (isTRUE(y > -0.1)) {
      w <- log(-y) - log(-log(-y))
    }
  } else if (isTRUE(y > 1)) {
    w <- log(1 + y) * (1 - log(1 + log(1 + y)) / (2 + log(1 + y)))
  }
  for (turn in seq_len(50) - 1) {
    e <- exp(w)
    f <- w * e - y
    if (isTRUE(f == 0 || w == -1)) {
      return(w)
    }
    step <- f / (e * (w + 1) - (w + 2) * f / (2 * w + 2))
    w <- w - step
    if (isTRUE(pmax(step, -step) <= 1e-16 * pmax(w, -w))) {
      return(w)
    }
  }
  w
}
.zero_truncated_poisson_lambert_w <- Vectorize(
  .zero_truncated_poisson_lambert_w
)

# The estimate, in the order of the parameters.
.zero_truncated_poisson_solve <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  rate <- .zero_truncated_poisson_lambert_w(-sum_x * exp(-sum_x / n) / n, 0) +
    sum_x / n
  rate
}

# 1 and the limits where no maximum exists, else 0.
.zero_truncated_poisson_limits <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  if (!isTRUE(sum_x - n > 0)) {
    return(c(1, 0))
  }
  c(0, NaN)
}

# The log-likelihood, every constant included.
.zero_truncated_poisson_log_likelihood <- function(x, rate) {
  log_densities <- sum(
    -.zero_truncated_poisson_deviance(x, rate) -
      .zero_truncated_poisson_stirling(x) -
      .zero_truncated_poisson_log1m_exp(-rate)
  )
  log_densities
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.zero_truncated_poisson_nll <- function(x, rate) {
  if (!isTRUE(rate > 0 && is.finite(rate))) {
    return(Inf)
  }
  -.zero_truncated_poisson_log_likelihood(x, rate)
}

# The gradient of the log-likelihood.
.zero_truncated_poisson_score <- function(n, sum_h_1, rate) {
  sum_h_1 / rate - n * .zero_truncated_poisson_log_decay(1, rate) - n
}

# The gradient of nll; nan outside the domain or the support.
.zero_truncated_poisson_gradient <- function(x, rate) {
  if (!isTRUE(rate > 0 && is.finite(rate))) {
    return(NaN)
  }
  n <- length(x)
  sum_h_1 <- sum(x - 1)
  -.zero_truncated_poisson_score(n, sum_h_1, rate)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.zero_truncated_poisson_curvature <- function(sum_h_1, n, rate) {
  -n * .zero_truncated_poisson_log_decay(2, rate) - sum_h_1 / rate^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.zero_truncated_poisson_hessian <- function(x, rate) {
  if (!isTRUE(rate > 0 && is.finite(rate))) {
    return(NaN)
  }
  n <- length(x)
  sum_h_1 <- sum(x - 1)
  -.zero_truncated_poisson_curvature(sum_h_1, n, rate)
}
