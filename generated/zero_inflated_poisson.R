# Maximum-likelihood estimation: Zero-inflated Poisson distribution.
#
#   f(x; weight, rate) = Piecewise((weight+(1-weight)*exp(-rate), Eq(x, 0)),
#       ((1-weight)*rate**x*exp(-rate)/factorial(x), True))
#   support: x in 0, 1, 2, ...
#   weight: 0 < weight < 1
#   rate: positive
#
# Log-likelihood:
#
#   (-rate + log(1 - weight))*sum(Piecewise((0, Eq(x, 0)), (1, True))) +
#       log(rate)*sum(Piecewise((0, Eq(x, 0)), (x, True))) + log(weight -
#       weight*exp(-rate) + exp(-rate))*sum(Piecewise((1, Eq(x, 0)), (0,
#       True))) - sum(Piecewise((0, Eq(x, 0)), (loggamma(x + 1), True)))
#
# Estimator (special):
#
#   rate = LambertW(-exp(-sum(Piecewise((0, Eq(x, 0)), (x,
#       True)))/sum(Piecewise((0, Eq(x, 0)), (1, True))))*sum(Piecewise((0,
#       Eq(x, 0)), (x, True)))/sum(Piecewise((0, Eq(x, 0)), (1, True)))) +
#       sum(Piecewise((0, Eq(x, 0)), (x, True)))/sum(Piecewise((0, Eq(x, 0)),
#       (1, True)))
#   weight = -(-(exp(rate) - 1)*sum(Piecewise((1, Eq(x, 0)), (0, True))) +
#       sum(Piecewise((0, Eq(x, 0)), (1, True))))/((exp(rate) -
#       1)*sum(Piecewise((0, Eq(x, 0)), (1, True)) + Piecewise((1, Eq(x, 0)),
#       (0, True))))
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
#   A maximum exists only if #{x_i = 0} e^(rate) > n.
#   A maximum exists only if #{x_i = 0} < n.
#   A maximum exists only if sum _(x_i != 0) x_i > #{x_i != 0}.
#
# Source:
#
#   Lambert (1992), Zero-inflated Poisson regression, with an application to
#       defects in manufacturing, Technometrics 34, 1-14
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
mle_zero_inflated_poisson <- function(x) {
  x <- .zero_inflated_poisson_column(x, "x")
  .zero_inflated_poisson_require_rows("x", x == floor(x), "must be an integer")
  .zero_inflated_poisson_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("weight", "rate")
  limit <- .zero_inflated_poisson_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .zero_inflated_poisson_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_zero_inflated_poisson(x, estimate)
    information <- hessian_zero_inflated_poisson(x, estimate)
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
#' @param parameters numeric vector: weight, rate, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_zero_inflated_poisson <- function(x, parameters) {
  x <- .zero_inflated_poisson_column(x, "x")
  .zero_inflated_poisson_require_rows("x", x == floor(x), "must be an integer")
  .zero_inflated_poisson_require_rows("x", x >= 0, "must be >= 0")
  .zero_inflated_poisson_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: weight, rate, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_zero_inflated_poisson <- function(x, parameters) {
  x <- .zero_inflated_poisson_column(x, "x")
  .zero_inflated_poisson_require_rows("x", x == floor(x), "must be an integer")
  .zero_inflated_poisson_require_rows("x", x >= 0, "must be >= 0")
  .zero_inflated_poisson_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: weight, rate, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_zero_inflated_poisson <- function(x, parameters) {
  x <- .zero_inflated_poisson_column(x, "x")
  .zero_inflated_poisson_require_rows("x", x == floor(x), "must be an integer")
  .zero_inflated_poisson_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .zero_inflated_poisson_hessian(
    x, parameters[[1]], parameters[[2]]
  )
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: weight, rate, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_zero_inflated_poisson <- function(x, parameters) {
  x <- .zero_inflated_poisson_column(x, "x")
  .zero_inflated_poisson_require_rows("x", x == floor(x), "must be an integer")
  .zero_inflated_poisson_require_rows("x", x >= 0, "must be >= 0")
  weight <- parameters[[1]]
  rate <- parameters[[2]]
  t_17 <- exp(-rate)
  t_18 <- -t_17
  t_19 <- weight * t_17
  t_20 <- x == 0
  t_21 <- ifelse(t_20, 0, 1)
  t_22 <- ifelse(t_20, 1, 0) / (t_17 + weight - t_19)
  score_1 <- rep_len((t_18 + 1) * t_22 - t_21 / (1 - weight), length(x))
  score_2 <- rep_len(
    ifelse(t_20, 0, x) / rate + (t_18 + t_19) * t_22 - t_21, length(x)
  )
  out <- cbind(score_1, score_2)
  colnames(out) <- c("weight", "rate")
  out
}

# log(1 + d) - d for d > -1, without cancellation near 0.
.zero_inflated_poisson_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

# Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z
# >= 16.
.zero_inflated_poisson_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

# log Gamma(y + 1) - y log y + y for y >= 0.
.zero_inflated_poisson_stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(
    y < 16, small, log(2 * pi * z) / 2 + .zero_inflated_poisson_gamma_tail(z)
  )
}

# y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m.
.zero_inflated_poisson_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(near, -y * .zero_inflated_poisson_log_ratio(ifelse(near, d, 0)), far)
}

# A variable as a numeric vector; stops if it is none.
.zero_inflated_poisson_column <- function(values, name) {
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
.zero_inflated_poisson_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The real w with w exp(w) = y on branch 0 or -1; nan where there is none.
.zero_inflated_poisson_lambert_w <- function(y, branch) {
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
.zero_inflated_poisson_lambert_w <- Vectorize(.zero_inflated_poisson_lambert_w)

# The estimate, in the order of the parameters.
.zero_inflated_poisson_solve <- function(x) {
  t <- x == 0
  t_1 <- ifelse(t, 0, 1)
  t_2 <- ifelse(t, 1, 0)
  sum_h_1 <- sum(t_1)
  sum_h_2 <- sum(ifelse(t, 0, x))
  sum_h_3 <- sum(t_2)
  sum_h_4 <- sum(t_1 + t_2)
  rate <- .zero_inflated_poisson_lambert_w(
    -sum_h_2 * exp(-sum_h_2 / sum_h_1) / sum_h_1, 0
  ) + sum_h_2 / sum_h_1
  weight <- -(sum_h_1 - sum_h_3 * expm1(rate)) * (1 / expm1(rate)) / sum_h_4
  c(weight, rate)
}

# 1 and the limits where no maximum exists, else 0.
.zero_inflated_poisson_limits <- function(x) {
  t <- x == 0
  t_1 <- ifelse(t, 0, 1)
  sum_h_1 <- sum(t_1)
  sum_h_2 <- sum(ifelse(t, 0, x))
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, NaN, NaN))
  }
  if (!isTRUE(sum_h_2 - sum_h_1 > 0)) {
    return(c(1, NaN, 0))
  }
  c(0, NaN, NaN)
}

# The log-likelihood, every constant included.
.zero_inflated_poisson_log_likelihood <- function(x, weight, rate) {
  t_16 <- exp(-rate)
  part_1 <- log1p(-weight) - .zero_inflated_poisson_deviance(x, rate) -
    .zero_inflated_poisson_stirling(x)
  log_densities <- sum(
    ifelse(x == 0, log(t_16 + weight - weight * t_16), part_1)
  )
  log_densities
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.zero_inflated_poisson_nll <- function(x, weight, rate) {
  if (!isTRUE(weight > 0 && weight < 1 && rate > 0 && is.finite(rate))) {
    return(Inf)
  }
  -.zero_inflated_poisson_log_likelihood(x, weight, rate)
}

# The gradient of the log-likelihood.
.zero_inflated_poisson_score <- function(
    sum_h_1, sum_h_3, sum_h_2, weight, rate
) {
  t_24 <- exp(-rate)
  t_25 <- weight * t_24
  t_26 <- 1 / (t_24 + weight - t_25)
  t_27 <- -t_24
  c(
    (t_27 + 1) * t_26 * sum_h_3 - sum_h_1 / (1 - weight),
    (t_25 + t_27) * t_26 * sum_h_3 + sum_h_2 / rate - sum_h_1
  )
}

# The gradient of nll; nan outside the domain or the support.
.zero_inflated_poisson_gradient <- function(x, weight, rate) {
  if (!isTRUE(weight > 0 && weight < 1 && rate > 0 && is.finite(rate))) {
    return(c(NaN, NaN))
  }
  t <- x == 0
  t_1 <- ifelse(t, 0, 1)
  t_2 <- ifelse(t, 1, 0)
  sum_h_1 <- sum(t_1)
  sum_h_2 <- sum(ifelse(t, 0, x))
  sum_h_3 <- sum(t_2)
  found_2 <- .zero_inflated_poisson_score(
    sum_h_1, sum_h_3, sum_h_2, weight, rate
  )
  g_1 <- found_2[1]
  g_2 <- found_2[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.zero_inflated_poisson_curvature <- function(
    sum_h_3, sum_h_1, sum_h_2, weight, rate
) {
  t_28 <- exp(-rate)
  t_29 <- weight * t_28
  t_30 <- t_28 + weight - t_29
  t_31 <- 1 - weight
  t_32 <- 1 / t_30
  t_33 <- -t_28
  t_34 <- t_33 + 1
  t_35 <- t_29 + t_33
  t_36 <- t_32 * sum_h_3
  t_37 <- 1 / t_30^2
  t_38 <- -t_34
  t_39 <- t_37 * sum_h_3
  t_40 <- -t_35
  c(
    t_38 * t_34 * t_37 * sum_h_3 - sum_h_1 / t_31^2,
    t_28 * t_36 + t_38 * t_39 * t_35,
    t_39 * t_40 * t_35 + t_40 * t_36 - sum_h_2 / rate^2
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.zero_inflated_poisson_hessian <- function(x, weight, rate) {
  if (!isTRUE(weight > 0 && weight < 1 && rate > 0 && is.finite(rate))) {
    return(c(NaN, NaN, NaN))
  }
  t <- x == 0
  t_1 <- ifelse(t, 0, 1)
  t_2 <- ifelse(t, 1, 0)
  sum_h_1 <- sum(t_1)
  sum_h_2 <- sum(ifelse(t, 0, x))
  sum_h_3 <- sum(t_2)
  found_3 <- .zero_inflated_poisson_curvature(
    sum_h_3, sum_h_1, sum_h_2, weight, rate
  )
  h_1 <- found_3[1]
  h_2 <- found_3[2]
  h_3 <- found_3[3]
  c(-h_1, -h_2, -h_3)
}
