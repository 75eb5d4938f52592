# Maximum-likelihood estimation: Binomial distribution with unknown number of
# trials.
#
#   f(x; trials, p) = binomial(trials, x)*p**x*(1-p)**(trials-x)
#   support: x in 0, 1, 2, ..., trials
#   trials: integer >= 1
#   p: 0 < p < 1 (a known constant)
#
# Log-likelihood:
#
#   log(p)*sum(x) - log(1 - p)*sum(x - trials) + loggamma(trials + 1)*n -
#       sum(loggamma(x + 1)) - sum(loggamma(-x + trials + 1))
#
# Estimator (boundary):
#
#   trials = the integer that maximises log(p)*sum(x) - log(1 - p)*sum(x -
#       trials) + loggamma(trials + 1)*n - sum(loggamma(x + 1)) -
#       sum(loggamma(-x + trials + 1))
#
# Source:
#
#   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
#       ch. 3
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @param p number: a known constant, 0 < p < 1.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_binomial_trials <- function(x, p) {
  x <- .binomial_trials_column(x, "x")
  .binomial_trials_require_rows("x", x == floor(x), "must be an integer")
  .binomial_trials_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("trials")
  estimate <- .binomial_trials_solve(x, p)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_binomial_trials(x, estimate, p)
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
#' @param parameters numeric vector: trials, in this order.
#' @param p number: a known constant, 0 < p < 1.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_binomial_trials <- function(x, parameters, p) {
  x <- .binomial_trials_column(x, "x")
  .binomial_trials_require_rows("x", x == floor(x), "must be an integer")
  .binomial_trials_require_rows("x", x >= 0, "must be >= 0")
  .binomial_trials_nll(x, p, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: trials, in this order.
#' @param p number: a known constant, 0 < p < 1.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_binomial_trials <- function(x, parameters, p) {
  x <- .binomial_trials_column(x, "x")
  .binomial_trials_require_rows("x", x == floor(x), "must be an integer")
  .binomial_trials_require_rows("x", x >= 0, "must be >= 0")
  .binomial_trials_gradient(x, p, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: trials, in this order.
#' @param p number: a known constant, 0 < p < 1.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_binomial_trials <- function(x, parameters, p) {
  x <- .binomial_trials_column(x, "x")
  .binomial_trials_require_rows("x", x == floor(x), "must be an integer")
  .binomial_trials_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .binomial_trials_hessian(x, p, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: trials, in this order.
#' @param p number: a known constant, 0 < p < 1.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_binomial_trials <- function(x, parameters, p) {
  x <- .binomial_trials_column(x, "x")
  .binomial_trials_require_rows("x", x == floor(x), "must be an integer")
  .binomial_trials_require_rows("x", x >= 0, "must be >= 0")
  trials <- parameters[[1]]
  t_5 <- trials + 1
  score_1 <- rep_len(
    .binomial_trials_polygamma_rising(0, t_5 - x, x + 1) + log1p(-p) - 1 / t_5,
    length(x)
  )
  out <- cbind(score_1)
  colnames(out) <- c("trials")
  out
}

# x log y, and 0 where x = 0.
.binomial_trials_xlogy <- function(x, y) {
  out <- x * log(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# x log(1 + y), and 0 where x = 0.
.binomial_trials_xlog1py <- function(x, y) {
  out <- x * log1p(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# log(1 + d) - d for d > -1, without cancellation near 0.
.binomial_trials_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

# Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z
# >= 16.
.binomial_trials_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

# log Gamma(y + 1) - y log y + y for y >= 0.
.binomial_trials_stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(y < 16, small, log(2 * pi * z) / 2 + .binomial_trials_gamma_tail(z))
}

# y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m.
.binomial_trials_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(near, -y * .binomial_trials_log_ratio(ifelse(near, d, 0)), far)
}

# psi(z) - log z, z >= 10.
.binomial_trials_digamma_tail <- function(z) {
  w <- 1 / z^2
  -0.5 / z - w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w / 240)))
}

# psi'(z) - 1/z, z >= 10.
.binomial_trials_trigamma_tail <- function(z) {
  w <- 1 / z^2
  w * (0.5 + (1 / 6 - w * (1 / 30 - w * (1 / 42 - w / 30))) / z)
}

# psi_m(a + d) - psi_m(a) for a, a + d > 0.
.binomial_trials_polygamma_rising <- function(m, a, d) {
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
      (.binomial_trials_digamma_tail(v) - .binomial_trials_digamma_tail(u))
  } else {
    series <- -e / (u * v) +
      (.binomial_trials_trigamma_tail(v) - .binomial_trials_trigamma_tail(u))
  }
  ifelse(large, series, plain)
}

# A variable as a numeric vector; stops if it is none.
.binomial_trials_column <- function(values, name) {
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
.binomial_trials_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The log-likelihood as a function of trials.
.binomial_trials_objective_trials <- function(x, sum_h, sum_x, p, n, trials) {
  sum_h_1 <- sum(lgamma(trials + 1 - x))
  sum_h_2 <- sum(x - trials)
  n * lgamma(trials + 1) + .binomial_trials_xlog1py(-sum_h_2, -p) +
    .binomial_trials_xlogy(sum_x, p) - sum_h - sum_h_1
}

# The integer in lower..upper with the greatest objective; inf if it never
# falls.
.binomial_trials_integer_trials <- function(
    x, sum_h, sum_x, p, n, lower, upper
) {
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
      height <- .binomial_trials_objective_trials(x, sum_h, sum_x, p, n, n_)
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
      height <- .binomial_trials_objective_trials(
        x, sum_h, sum_x, p, n, left + step
      )
      other <- .binomial_trials_objective_trials(
        x, sum_h, sum_x, p, n, right - step
      )
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
    height <- .binomial_trials_objective_trials(x, sum_h, sum_x, p, n, n_)
    if (isTRUE(height > best)) {
      best <- height
      at <- n_
    }
    n_ <- n_ + 1
  }
  at
}

# The estimate, in the order of the parameters.
.binomial_trials_solve <- function(x, p) {
  n <- length(x)
  sum_x <- sum(x)
  sum_h <- sum(lgamma(x + 1))
  max_x <- max(x)
  trials <- .binomial_trials_integer_trials(
    x, sum_h, sum_x, p, n, pmax(1, max_x), Inf
  )
  trials
}

# The log-likelihood, every constant included.
.binomial_trials_log_likelihood <- function(x, p, trials) {
  t_4 <- trials - x
  part_1 <- .binomial_trials_stirling(trials) -
    .binomial_trials_deviance(x, p * trials) - .binomial_trials_stirling(x)
  log_densities <- sum(
    part_1 - .binomial_trials_deviance(t_4, trials * (1 - p)) -
      .binomial_trials_stirling(t_4)
  )
  log_densities
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.binomial_trials_nll <- function(x, p, trials) {
  if (!isTRUE(trials >= 1 && is.finite(trials) && p > 0 && p < 1)) {
    return(Inf)
  }
  outside <- sum(ifelse(x <= trials, 0, 1))
  if (isTRUE(outside > 0)) {
    return(Inf)
  }
  -.binomial_trials_log_likelihood(x, p, trials)
}

# The gradient of the log-likelihood.
.binomial_trials_score <- function(x, n, p, trials) {
  sum_h_9 <- sum(.binomial_trials_polygamma_rising(0, trials + 1 - x, x + 1))
  n * log1p(-p) + sum_h_9 - n / (trials + 1)
}

# The gradient of nll; nan outside the domain or the support.
.binomial_trials_gradient <- function(x, p, trials) {
  if (!isTRUE(trials >= 1 && is.finite(trials) && p > 0 && p < 1)) {
    return(NaN)
  }
  outside <- sum(ifelse(x <= trials, 0, 1))
  if (isTRUE(outside > 0)) {
    return(NaN)
  }
  n <- length(x)
  -.binomial_trials_score(x, n, p, trials)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.binomial_trials_curvature <- function(x, n, trials) {
  t_6 <- trials + 1 - x
  t_7 <- x + 1
  sum_h_13 <- sum(.binomial_trials_polygamma_rising(1, t_6, t_7))
  t_9 <- trials + 1
  n / t_9^2 + sum_h_13
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.binomial_trials_hessian <- function(x, p, trials) {
  if (!isTRUE(trials >= 1 && is.finite(trials) && p > 0 && p < 1)) {
    return(NaN)
  }
  outside <- sum(ifelse(x <= trials, 0, 1))
  if (isTRUE(outside > 0)) {
    return(NaN)
  }
  n <- length(x)
  -.binomial_trials_curvature(x, n, trials)
}
