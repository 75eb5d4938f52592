# Maximum-likelihood estimation: von Mises distribution.
#
#   f(x; mu, kappa) = exp(kappa*cos(x-mu))/(2*pi*besseli(0, kappa))
#   support: -pi <= x <= pi
#   mu: -pi < mu <= pi
#   kappa: positive
#
# Log-likelihood:
#
#   kappa*sum(cos(x - mu)) + (-log(besseli(0, kappa)) - log(2*pi))*n
#
# Estimator (special):
#
#   mu = atan2(sum(sin(x)), sum(cos(x)))
#   kappa = InverseBesselRatio(sqrt(sum(sin(x))**2 + sum(cos(x))**2)/n)
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
#   A maximum exists only if sqrt((sum cos x_i)^2 + (sum sin x_i)^2) < n.
#
# Source:
#
#   Mardia, Jupp (2000), Directional Statistics, ch. 5
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
mle_von_mises <- function(x) {
  x <- .von_mises_column(x, "x")
  .von_mises_require_rows("x", x >= -pi, "must be >= -pi")
  .von_mises_require_rows("x", x <= pi, "must be <= pi")
  labels <- c("mu", "kappa")
  limit <- .von_mises_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .von_mises_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_von_mises(x, estimate)
    information <- hessian_von_mises(x, estimate)
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
#' @param parameters numeric vector: mu, kappa, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_von_mises <- function(x, parameters) {
  x <- .von_mises_column(x, "x")
  .von_mises_require_rows("x", x >= -pi, "must be >= -pi")
  .von_mises_require_rows("x", x <= pi, "must be <= pi")
  .von_mises_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, kappa, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_von_mises <- function(x, parameters) {
  x <- .von_mises_column(x, "x")
  .von_mises_require_rows("x", x >= -pi, "must be >= -pi")
  .von_mises_require_rows("x", x <= pi, "must be <= pi")
  .von_mises_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, kappa, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_von_mises <- function(x, parameters) {
  x <- .von_mises_column(x, "x")
  .von_mises_require_rows("x", x >= -pi, "must be >= -pi")
  .von_mises_require_rows("x", x <= pi, "must be <= pi")
  triangle <- .von_mises_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, kappa, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_von_mises <- function(x, parameters) {
  x <- .von_mises_column(x, "x")
  .von_mises_require_rows("x", x >= -pi, "must be >= -pi")
  .von_mises_require_rows("x", x <= pi, "must be <= pi")
  mu <- parameters[[1]]
  kappa <- parameters[[2]]
  t_8 <- x - mu
  score_1 <- rep_len(kappa * sin(t_8), length(x))
  score_2 <- rep_len(cos(t_8) - .von_mises_bessel_i_ratio(0, kappa), length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("mu", "kappa")
  out
}

# A variable as a numeric vector; stops if it is none.
.von_mises_column <- function(values, name) {
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
.von_mises_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# log I_m(z) for z >= 0; a whole order may be negative.
.von_mises_log_bessel_i <- function(order, z) {
  m <- pmax(order, -order)
  r <- sqrt(m * m + z * z)
  if (isTRUE(r < 600)) {
    term <- 1
    total <- 1
    k <- 1
    while (isTRUE(term > 1e-17 * total)) {
      term <- term * (0.5 * z) * (0.5 * z) / (k * (m + k))
      total <- total + term
      k <- k + 1
    }
    if (isTRUE(m == 0)) {
      return(log(total))
    }
    return(m * log(0.5 * z) - lgamma(m + 1) + log(total))
  }
  t <- 1 / r
  p <- m * m * t * t
  u_1 <- t * (3 - 5 * p) / 24
  u_2 <- t * t * (81 + p * (-462 + 385 * p)) / 1152
  u_3 <- t * t * t * (30375 + p * (-369603 + p * (765765 - 425425 * p))) /
    414720
  inner <- -94121676 + p * (349922430 + p * (-446185740 + 185910725 * p))
  u_4 <- t * t * t * t * (4465125 + p * inner) / 39813120
  series <- log1p(u_1 + u_2 + u_3 + u_4)
  turned <- 0
  if (isTRUE(m > 0)) {
    turned <- m * log(z / (m + r))
  }
  r + turned - 0.9189385332046727 - 0.5 * log(r) + series
}
.von_mises_log_bessel_i <- Vectorize(.von_mises_log_bessel_i)

# I_m(z) sqrt(2 pi z) exp(-z) for z much larger than m^2.
.von_mises_hankel <- function(m, z) {
  term <- 1
  total <- 1
  k <- 1
  while (isTRUE(k < 12)) {
    term <- -term * (4 * m * m - (2 * k - 1) * (2 * k - 1)) / (8 * k * z)
    total <- total + term
    k <- k + 1
  }
  total
}
.von_mises_hankel <- Vectorize(.von_mises_hankel)

# I_{m+1}(z)/I_m(z) for z >= 0; a whole order may be negative.
.von_mises_bessel_i_ratio <- function(order, z) {
  m <- pmax(order, -order - 1)
  ratio <- 0
  if (isTRUE(z > 2000 * (1 + m * m))) {
    ratio <- .von_mises_hankel(m + 1, z) / .von_mises_hankel(m, z)
  } else if (isTRUE(z > 20000)) {
    ratio <- exp(
      .von_mises_log_bessel_i(m + 1, z) - .von_mises_log_bessel_i(m, z)
    )
  } else if (isTRUE(z > 0)) {
    k <- m + 1 + floor(z) + 60
    while (isTRUE(k > m + 0.5)) {
      ratio <- 1 / (2 * k / z + ratio)
      k <- k - 1
    }
  }
  if (isTRUE(order < -0.5)) {
    return(1 / ratio)
  }
  ratio
}
.von_mises_bessel_i_ratio <- Vectorize(.von_mises_bessel_i_ratio)

# The k > 0 with I_1(k)/I_0(k) = r, 0 < r < 1, by Newton's method; nan
# outside.
.von_mises_inverse_bessel_ratio <- function(r) {
  if (!isTRUE(0 < r && r < 1)) {
    return(NaN)
  }
  k <- r * (2 - r * r) / (1 - r * r)
  if (isTRUE(r > 0.9)) {
    k <- 0.5 / (1 - r) + 0.25
  }
  for (turn in seq_len(60) - 1) {
    ratio <- .von_mises_bessel_i_ratio(0, k)
    step <- (ratio - r) / (1 - ratio / k - ratio * ratio)
    before <- k
    if (isTRUE(k > step)) {
      k <- k - step
    } else {
      k <- 0.5 * k
    }
    if (isTRUE(pmax(k - before, before - k) <= 4e-16 * k)) {
      return(k)
    }
  }
  k
}
.von_mises_inverse_bessel_ratio <- Vectorize(.von_mises_inverse_bessel_ratio)

# The estimate, in the order of the parameters.
.von_mises_solve <- function(x) {
  n <- length(x)
  sum_h <- sum(cos(x))
  sum_h_1 <- sum(sin(x))
  mu <- atan2(sum_h_1, sum_h)
  kappa <- .von_mises_inverse_bessel_ratio(sqrt(sum_h^2 + sum_h_1^2) / n)
  c(mu, kappa)
}

# 1 and the limits where no maximum exists, else 0.
.von_mises_limits <- function(x) {
  n <- length(x)
  sum_h <- sum(cos(x))
  sum_h_1 <- sum(sin(x))
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, NaN, Inf))
  }
  if (
    !isTRUE(
      n - sum_h^2 / sqrt(sum_h^2 + sum_h_1^2) -
        sum_h_1^2 / sqrt(sum_h^2 + sum_h_1^2) > 0
    )
  ) {
    return(c(1, NaN, Inf))
  }
  c(0, NaN, NaN)
}

# The log-likelihood, every constant included.
.von_mises_log_likelihood <- function(n, sum_h, sum_h_1, mu, kappa) {
  kappa * (sum_h * cos(mu) + sum_h_1 * sin(mu)) -
    n * .von_mises_log_bessel_i(0, kappa) - n * log(2 * pi)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.von_mises_nll <- function(x, mu, kappa) {
  if (!isTRUE(mu > -pi && mu <= pi && kappa > 0 && is.finite(kappa))) {
    return(Inf)
  }
  n <- length(x)
  sum_h <- sum(cos(x))
  sum_h_1 <- sum(sin(x))
  -.von_mises_log_likelihood(n, sum_h, sum_h_1, mu, kappa)
}

# The gradient of the log-likelihood.
.von_mises_score <- function(n, sum_h_1, sum_h, mu, kappa) {
  t_9 <- sin(mu)
  t_10 <- cos(mu)
  c(
    kappa * (t_10 * sum_h_1 - t_9 * sum_h),
    t_9 * sum_h_1 + t_10 * sum_h - .von_mises_bessel_i_ratio(0, kappa) * n
  )
}

# The gradient of nll; nan outside the domain or the support.
.von_mises_gradient <- function(x, mu, kappa) {
  if (!isTRUE(mu > -pi && mu <= pi && kappa > 0 && is.finite(kappa))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  sum_h <- sum(cos(x))
  sum_h_1 <- sum(sin(x))
  found_1 <- .von_mises_score(n, sum_h_1, sum_h, mu, kappa)
  g_1 <- found_1[1]
  g_2 <- found_1[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.von_mises_curvature <- function(sum_h, sum_h_1, n, mu, kappa) {
  t_11 <- cos(mu)
  t_12 <- sin(mu)
  t_13 <- t_11 * sum_h + t_12 * sum_h_1
  t_14 <- -kappa * t_13
  t_15 <- t_11 * sum_h_1 - t_12 * sum_h
  t_16 <- .von_mises_bessel_i_ratio(0, kappa)
  t_17 <- 1 / kappa^2
  t_18 <- 1 / kappa
  part_2 <- (
    0.375 * t_17 + 0.25 * t_18 + 0.5 + 0.78125 / (kappa * kappa * kappa) +
      2.03125 / (kappa * kappa * kappa * kappa)
  ) * t_17
  c(t_14, t_15, -n * ifelse(kappa > 300, part_2, 1 - t_16^2 - t_16 * t_18))
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.von_mises_hessian <- function(x, mu, kappa) {
  if (!isTRUE(mu > -pi && mu <= pi && kappa > 0 && is.finite(kappa))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  sum_h <- sum(cos(x))
  sum_h_1 <- sum(sin(x))
  found_3 <- .von_mises_curvature(sum_h, sum_h_1, n, mu, kappa)
  h_1 <- found_3[1]
  h_2 <- found_3[2]
  h_3 <- found_3[3]
  c(-h_1, -h_2, -h_3)
}
