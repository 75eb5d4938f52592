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

# Maximum-likelihood estimates: a list with estimate, vcov, standard_errors,
# logLik and n.  Stops for data that are none; warns where no maximum exists.
mle_zero_inflated_poisson <- function(x) {
  x <- .zero_inflated_poisson_column(x, "x")
  .zero_inflated_poisson_require_rows("x", x == floor(x), "must be an integer")
  .zero_inflated_poisson_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("weight", "rate")
  exists <- TRUE
  limit <- .zero_inflated_poisson_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists for these data: the limits are returned")
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
    regular <- c(1, 2)
    part <- information[regular, regular, drop = FALSE]
    size <- sqrt(pmax(diag(part), 0))
    if (all(is.finite(part)) && all(size > 0)) {
      unit <- size %o% size
      root <- tryCatch(chol(part / unit), error = function(e) NULL)
      if (!is.null(root)) {
        vcov[regular, regular] <- chol2inv(root) / unit
      }
    }
  } else if (exists) {
    warning("no maximum was found")
  }
  list(
    estimate = estimate, vcov = vcov, standard_errors = sqrt(diag(vcov)),
    logLik = value, n = length(x)
  )
}

# -l at parameters in the order weight, rate;
# Inf outside the domain or the support.
nll_zero_inflated_poisson <- function(x, parameters) {
  x <- .zero_inflated_poisson_column(x, "x")
  .zero_inflated_poisson_require_rows("x", x == floor(x), "must be an integer")
  .zero_inflated_poisson_require_rows("x", x >= 0, "must be >= 0")
  .zero_inflated_poisson_nll(x, parameters[[1]], parameters[[2]])
}

# The gradient of nll.
gradient_zero_inflated_poisson <- function(x, parameters) {
  x <- .zero_inflated_poisson_column(x, "x")
  .zero_inflated_poisson_require_rows("x", x == floor(x), "must be an integer")
  .zero_inflated_poisson_require_rows("x", x >= 0, "must be >= 0")
  .zero_inflated_poisson_gradient(x, parameters[[1]], parameters[[2]])
}

# The Hessian of nll.
hessian_zero_inflated_poisson <- function(x, parameters) {
  x <- .zero_inflated_poisson_column(x, "x")
  .zero_inflated_poisson_require_rows("x", x == floor(x), "must be an integer")
  .zero_inflated_poisson_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .zero_inflated_poisson_hessian(x, parameters[[1]],
    parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

# The gradient of log f, a row for each observation.
scores_zero_inflated_poisson <- function(x, parameters) {
  x <- .zero_inflated_poisson_column(x, "x")
  .zero_inflated_poisson_require_rows("x", x == floor(x), "must be an integer")
  .zero_inflated_poisson_require_rows("x", x >= 0, "must be >= 0")
  weight <- parameters[[1]]
  rate <- parameters[[2]]
  t_18 <- exp(-rate)
  t_19 <- -t_18
  t_20 <- weight * t_18
  t_21 <- x == 0
  t_22 <- ifelse(t_21, 0, 1)
  t_23 <- ifelse(t_21, 1, 0) / (t_18 + weight - t_20)
  score_1 <- rep_len((t_19 + 1) * t_23 - t_22 / (1 - weight), length(x))
  part_1 <- ifelse(t_21, 0, x) / rate
  score_2 <- rep_len(part_1 + (t_19 + t_20) * t_23 - t_22, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("weight", "rate")
  out
}

.zero_inflated_poisson_xlogy <- function(x, y) {
  out <- x * log(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

.zero_inflated_poisson_column <- function(values, name) {
  if (!is.numeric(values) && !is.logical(values)) {
    stop("'", name, "' must be numeric")
  }
  values <- as.numeric(values)
  if (length(values) == 0) {
    stop("'", name, "' is empty")
  }
  bad <- sum(!is.finite(values))
  if (bad > 0) {
    stop(bad, " values of '", name, "' are missing or infinite")
  }
  values
}

.zero_inflated_poisson_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(bad, " observations are outside the support: '", name, "' ", rule)
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
  part_2 <- -sum_h_2 * exp(-sum_h_2 / sum_h_1) / sum_h_1
  part_3 <- .zero_inflated_poisson_lambert_w(part_2, 0)
  rate <- part_3 + sum_h_2 / sum_h_1
  part_4 <- sum_h_1 - sum_h_3 * expm1(rate)
  weight <- -part_4 * (1 / expm1(rate)) / sum_h_4
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
.zero_inflated_poisson_log_likelihood <- function(sum_h, sum_h_3, sum_h_1,
  sum_h_2, weight, rate) {
  t_24 <- exp(-rate)
  part_5 <- .zero_inflated_poisson_xlogy(sum_h_2, rate)
  part_6 <- (log1p(-weight) - rate) * sum_h_1 + part_5
  part_7 <- t_24 + weight - weight * t_24
  part_6 + .zero_inflated_poisson_xlogy(sum_h_3, part_7) - sum_h
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.zero_inflated_poisson_nll <- function(x, weight, rate) {
  if (!isTRUE(weight > 0 && weight < 1 && rate > 0 && is.finite(rate))) {
    return(Inf)
  }
  t <- x == 0
  t_1 <- ifelse(t, 0, 1)
  t_2 <- ifelse(t, 1, 0)
  sum_h <- sum(ifelse(t, 0, lgamma(x + 1)))
  sum_h_1 <- sum(t_1)
  sum_h_2 <- sum(ifelse(t, 0, x))
  sum_h_3 <- sum(t_2)
  -.zero_inflated_poisson_log_likelihood(sum_h, sum_h_3, sum_h_1, sum_h_2, weight, rate)
}

# The gradient of the log-likelihood.
.zero_inflated_poisson_score <- function(sum_h_1, sum_h_3, sum_h_2, weight,
  rate) {
  t_25 <- exp(-rate)
  t_26 <- weight * t_25
  t_27 <- 1 / (t_25 + weight - t_26)
  t_28 <- -t_25
  c((t_28 + 1) * t_27 * sum_h_3 - sum_h_1 / (1 - weight),
    (t_26 + t_28) * t_27 * sum_h_3 + sum_h_2 / rate - sum_h_1)
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
  found_8 <- .zero_inflated_poisson_score(sum_h_1, sum_h_3, sum_h_2, weight,
    rate)
  g_1 <- found_8[1]
  g_2 <- found_8[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.zero_inflated_poisson_curvature <- function(sum_h_3, sum_h_1, sum_h_2, weight,
  rate) {
  t_29 <- exp(-rate)
  t_30 <- weight * t_29
  t_31 <- t_29 + weight - t_30
  t_32 <- 1 - weight
  t_33 <- 1 / t_31
  t_34 <- -t_29
  t_35 <- t_34 + 1
  t_36 <- t_30 + t_34
  t_37 <- t_33 * sum_h_3
  t_38 <- 1 / t_31^2
  t_39 <- -t_35
  t_40 <- t_38 * sum_h_3
  t_41 <- -t_36
  c(t_39 * t_35 * t_38 * sum_h_3 - sum_h_1 / t_32^2,
    t_29 * t_37 + t_39 * t_40 * t_36,
    t_40 * t_41 * t_36 + t_41 * t_37 - sum_h_2 / rate^2)
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
  found_9 <- .zero_inflated_poisson_curvature(sum_h_3, sum_h_1, sum_h_2, weight,
    rate)
  h_1 <- found_9[1]
  h_2 <- found_9[2]
  h_3 <- found_9[3]
  c(-h_1, -h_2, -h_3)
}
