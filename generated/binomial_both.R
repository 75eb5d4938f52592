# Maximum-likelihood estimation: Binomial distribution, trials and probability
# unknown.
#
#   f(x; trials, p) = binomial(trials, x)*p**x*(1-p)**(trials-x)
#   support: x in 0, 1, 2, ..., trials
#   trials: integer >= 1
#   p: 0 < p < 1
#
# Log-likelihood:
#
#   log(p)*sum(x) - log(1 - p)*sum(x - trials) + loggamma(trials + 1)*n -
#       sum(loggamma(x + 1)) - sum(loggamma(-x + trials + 1))
#
# Estimator (boundary):
#
#   trials = the integer that maximises log(sum(x)/(trials*n))*sum(x) - log(1
#       - sum(x)/(trials*n))*sum(x - trials) + loggamma(trials + 1)*n -
#       sum(loggamma(x + 1)) - sum(loggamma(-x + trials + 1))
#   p = sum(x)/(trials*n)
#
# Conditions:
#
#   A maximum exists only if sum x_i > 0.
#   A maximum exists only if sum x_i < n trials.
#
# Source:
#
#   Olkin, Petkau, Zidek (1981), A comparison of n estimators for the binomial
#       distribution, J. Amer. Statist. Assoc. 76, 637-642
#   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
#       ch. 3
#   Olkin, Petkau, Zidek (1981), A comparison of n estimators for the binomial
#       distribution, J. Amer. Statist. Assoc. 76, 637-642
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
mle_binomial_both <- function(x) {
  x <- .binomial_both_column(x, "x")
  .binomial_both_require_rows("x", x == floor(x), "must be an integer")
  .binomial_both_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("trials", "p")
  limit <- .binomial_both_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .binomial_both_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_binomial_both(x, estimate)
    information <- hessian_binomial_both(x, estimate)
    regular <- c(2)
    information <- information[regular, regular, drop = FALSE]
    size <- sqrt(pmax(diag(information), 0))
    if (all(is.finite(information)) && all(size > 0)) {
      unit <- size %o% size
      root <- tryCatch(chol(information / unit), error = function(e) NULL)
      if (!is.null(root)) {
        vcov[regular, regular] <- chol2inv(root) / unit
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
#' @param parameters numeric vector: trials, p, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_binomial_both <- function(x, parameters) {
  x <- .binomial_both_column(x, "x")
  .binomial_both_require_rows("x", x == floor(x), "must be an integer")
  .binomial_both_require_rows("x", x >= 0, "must be >= 0")
  .binomial_both_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: trials, p, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_binomial_both <- function(x, parameters) {
  x <- .binomial_both_column(x, "x")
  .binomial_both_require_rows("x", x == floor(x), "must be an integer")
  .binomial_both_require_rows("x", x >= 0, "must be >= 0")
  .binomial_both_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: trials, p, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_binomial_both <- function(x, parameters) {
  x <- .binomial_both_column(x, "x")
  .binomial_both_require_rows("x", x == floor(x), "must be an integer")
  .binomial_both_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .binomial_both_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: trials, p, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_binomial_both <- function(x, parameters) {
  x <- .binomial_both_column(x, "x")
  .binomial_both_require_rows("x", x == floor(x), "must be an integer")
  .binomial_both_require_rows("x", x >= 0, "must be >= 0")
  trials <- parameters[[1]]
  p <- parameters[[2]]
  t_7 <- trials + 1
  score_1 <- rep_len(
    .binomial_both_polygamma_rising(0, t_7 - x, x + 1) + log1p(-p) - 1 / t_7,
    length(x)
  )
  score_2 <- rep_len(x / p + (x - trials) / (1 - p), length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("trials", "p")
  out
}

# x log y, and 0 where x = 0.
.binomial_both_xlogy <- function(x, y) {
  out <- x * log(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# x log(1 + y), and 0 where x = 0.
.binomial_both_xlog1py <- function(x, y) {
  out <- x * log1p(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# log(1 + d) - d for d > -1, without cancellation near 0.
.binomial_both_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

# Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z
# >= 16.
.binomial_both_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

# log Gamma(y + 1) - y log y + y for y >= 0.
.binomial_both_stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(y < 16, small, log(2 * pi * z) / 2 + .binomial_both_gamma_tail(z))
}

# y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m.
.binomial_both_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(near, -y * .binomial_both_log_ratio(ifelse(near, d, 0)), far)
}

# psi(z) - log z, z >= 10.
.binomial_both_digamma_tail <- function(z) {
  w <- 1 / z^2
  -0.5 / z - w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w / 240)))
}

# psi'(z) - 1/z, z >= 10.
.binomial_both_trigamma_tail <- function(z) {
  w <- 1 / z^2
  w * (0.5 + (1 / 6 - w * (1 / 30 - w * (1 / 42 - w / 30))) / z)
}

# psi_m(a + d) - psi_m(a) for a, a + d > 0.
.binomial_both_polygamma_rising <- function(m, a, d) {
  b <- a + d
  plain <- psigamma(b, m) - psigamma(a, m)
  if (m > 1) {
    return(plain)
  }
  large <- pmin(a, b) >= 20
  u <- ifelse(large, a, 20)
  v <- ifelse(large, b, 20)
  e <- ifelse(large, d, 0)
  if (m == 0) {
    series <- log1p(e / u) +
      (.binomial_both_digamma_tail(v) - .binomial_both_digamma_tail(u))
  } else {
    series <- -e / (u * v) +
      (.binomial_both_trigamma_tail(v) - .binomial_both_trigamma_tail(u))
  }
  ifelse(large, series, plain)
}

# A variable as a numeric vector; stops if it is none.
.binomial_both_column <- function(values, name) {
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
.binomial_both_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The log-likelihood as a function of trials.
.binomial_both_objective_trials <- function(x, sum_h, sum_x, n, trials) {
  sum_h_1 <- sum(lgamma(trials + 1 - x))
  sum_h_2 <- sum(x - trials)
  part_1 <- n * lgamma(trials + 1) +
    .binomial_both_xlog1py(-sum_h_2, -sum_x / (trials * n)) +
    .binomial_both_xlogy(sum_x, sum_x / (trials * n))
  part_1 - sum_h - sum_h_1
}

# The integer in lower..upper with the greatest objective; inf if it never
# falls.
.binomial_both_integer_trials <- function(x, sum_h, sum_x, n, lower, upper) {
  low <- ceiling(lower - 1e-09)
  top <- floor(upper + 1e-09)
  best <- -Inf
  at <- low
  left <- low
  right <- low
  last <- low
  n_ <- low
  step <- 1
  falls <- 0
  open <- 0
  if (isTRUE(top - low <= 2000)) {
    left <- low
    right <- top
  } else {
    while (isTRUE(n_ <= top && falls < 3)) {
      if (isTRUE(step > 17592186044416)) {
        return(Inf)
      }
      height <- .binomial_both_objective_trials(x, sum_h, sum_x, n, n_)
      if (isTRUE(height > best)) {
        best <- height
        at <- n_
        left <- last
        falls <- 0
        open <- 1
      } else {
        if (isTRUE(open > 0)) {
          right <- n_
          open <- 0
        }
        if (isTRUE(height > -Inf)) {
          falls <- falls + 1
        }
      }
      last <- n_
      n_ <- n_ + step
      step <- 2 * step
    }
    if (isTRUE(open > 0)) {
      right <- top
    }
    while (isTRUE(right - left > 3)) {
      step <- pmax(floor((right - left) / 3), 1)
      height <- .binomial_both_objective_trials(x, sum_h, sum_x, n, left + step)
      other <- .binomial_both_objective_trials(x, sum_h, sum_x, n, right - step)
      if (isTRUE(height < other)) {
        left <- left + step
      } else {
        right <- right - step
      }
    }
    left <- pmax(left - 1, low)
    right <- pmin(right + 1, top)
  }
  best <- -Inf
  n_ <- left
  while (isTRUE(n_ <= right)) {
    height <- .binomial_both_objective_trials(x, sum_h, sum_x, n, n_)
    if (isTRUE(height > best)) {
      best <- height
      at <- n_
    }
    n_ <- n_ + 1
  }
  at
}

# The estimate, in the order of the parameters.
.binomial_both_solve <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  sum_h <- sum(lgamma(x + 1))
  max_x <- max(x)
  trials <- .binomial_both_integer_trials(
    x, sum_h, sum_x, n, pmax(1, max_x), Inf
  )
  p <- sum_x / (trials * n)
  c(trials, p)
}

# 1 and the limits where no maximum exists, else 0.
.binomial_both_limits <- function(x) {
  sum_x <- sum(x)
  if (!isTRUE(sum_x > 0)) {
    return(c(1, NaN, 0))
  }
  c(0, NaN, NaN)
}

# The log-likelihood, every constant included.
.binomial_both_log_likelihood <- function(x, trials, p) {
  t_6 <- trials - x
  part_2 <- .binomial_both_stirling(trials) -
    .binomial_both_deviance(x, p * trials) - .binomial_both_stirling(x)
  log_densities <- sum(
    part_2 - .binomial_both_deviance(t_6, trials * (1 - p)) -
      .binomial_both_stirling(t_6)
  )
  log_densities
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.binomial_both_nll <- function(x, trials, p) {
  if (!isTRUE(trials >= 1 && is.finite(trials) && p > 0 && p < 1)) {
    return(Inf)
  }
  outside <- sum(ifelse(x <= trials, 0, 1))
  if (isTRUE(outside > 0)) {
    return(Inf)
  }
  -.binomial_both_log_likelihood(x, trials, p)
}

# The gradient of the log-likelihood.
.binomial_both_score <- function(x, n, sum_x, trials, p) {
  sum_h_9 <- sum(.binomial_both_polygamma_rising(0, trials + 1 - x, x + 1))
  sum_h_10 <- sum(x - trials)
  c(n * log1p(-p) + sum_h_9 - n / (trials + 1), sum_x / p + sum_h_10 / (1 - p))
}

# The gradient of nll; nan outside the domain or the support.
.binomial_both_gradient <- function(x, trials, p) {
  if (!isTRUE(trials >= 1 && is.finite(trials) && p > 0 && p < 1)) {
    return(c(NaN, NaN))
  }
  outside <- sum(ifelse(x <= trials, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  sum_x <- sum(x)
  found_3 <- .binomial_both_score(x, n, sum_x, trials, p)
  g_1 <- found_3[1]
  g_2 <- found_3[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.binomial_both_curvature <- function(x, n, sum_x, trials, p) {
  t_8 <- trials + 1 - x
  t_9 <- x + 1
  sum_h_12 <- sum(x - trials)
  sum_h_14 <- sum(.binomial_both_polygamma_rising(1, t_8, t_9))
  t_11 <- trials + 1
  t_12 <- 1 - p
  t_13 <- 1 / t_12
  c(n / t_11^2 + sum_h_14, -t_13 * n, sum_h_12 / t_12^2 - sum_x / p^2)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.binomial_both_hessian <- function(x, trials, p) {
  if (!isTRUE(trials >= 1 && is.finite(trials) && p > 0 && p < 1)) {
    return(c(NaN, NaN, NaN))
  }
  outside <- sum(ifelse(x <= trials, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  sum_x <- sum(x)
  found_4 <- .binomial_both_curvature(x, n, sum_x, trials, p)
  h_1 <- found_4[1]
  h_2 <- found_4[2]
  h_3 <- found_4[3]
  c(-h_1, -h_2, -h_3)
}
