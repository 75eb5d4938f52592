# Maximum-likelihood estimation: Normal distribution truncated at known
# points.
#
#   f(x; mu, sigma, lower, upper) =
#       sqrt(2/pi)/sigma*exp(-(x-mu)**2/(2*sigma**2))/(erf((upper-
#       mu)/(sigma*sqrt(2)))-erf((lower-mu)/(sigma*sqrt(2))))
#   support: lower <= x <= upper
#   mu: real
#   sigma: positive
#   lower: real (a known constant)
#   upper: lower < upper (a known constant)
#
# Log-likelihood:
#
#   (-log(sigma) - log(-erf(sqrt(2)*(lower - mu)/(2*sigma)) + erf(sqrt(2)*(-mu
#       + upper)/(2*sigma))) + log(2/pi)/2)*n - sum((x - mu)**2)/(2*sigma**2)
#
# Estimator (numeric):
#
#   mu, sigma = the joint maximiser of the log-likelihood
#
# Source:
#
#   Cohen (1991), Truncated and Censored Samples, ch. 3
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @param lower number: a known constant, real.
#' @param upper number: a known constant, lower < upper.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_truncated_normal <- function(x, lower, upper) {
  x <- .truncated_normal_column(x, "x")
  .truncated_normal_require_rows("x", x >= lower, "must be >= lower")
  .truncated_normal_require_rows("x", x <= upper, "must be <= upper")
  labels <- c("mu", "sigma")
  estimate <- .truncated_normal_solve(x, lower, upper)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_truncated_normal(x, estimate, lower, upper)
    information <- hessian_truncated_normal(x, estimate, lower, upper)
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
#' @param parameters numeric vector: mu, sigma, in this order.
#' @param lower number: a known constant, real.
#' @param upper number: a known constant, lower < upper.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_truncated_normal <- function(x, parameters, lower, upper) {
  x <- .truncated_normal_column(x, "x")
  .truncated_normal_require_rows("x", x >= lower, "must be >= lower")
  .truncated_normal_require_rows("x", x <= upper, "must be <= upper")
  .truncated_normal_nll(x, lower, upper, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, sigma, in this order.
#' @param lower number: a known constant, real.
#' @param upper number: a known constant, lower < upper.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_truncated_normal <- function(x, parameters, lower, upper) {
  x <- .truncated_normal_column(x, "x")
  .truncated_normal_require_rows("x", x >= lower, "must be >= lower")
  .truncated_normal_require_rows("x", x <= upper, "must be <= upper")
  .truncated_normal_gradient(x, lower, upper, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, sigma, in this order.
#' @param lower number: a known constant, real.
#' @param upper number: a known constant, lower < upper.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_truncated_normal <- function(x, parameters, lower, upper) {
  x <- .truncated_normal_column(x, "x")
  .truncated_normal_require_rows("x", x >= lower, "must be >= lower")
  .truncated_normal_require_rows("x", x <= upper, "must be <= upper")
  triangle <- .truncated_normal_hessian(
    x, lower, upper, parameters[[1]], parameters[[2]]
  )
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, sigma, in this order.
#' @param lower number: a known constant, real.
#' @param upper number: a known constant, lower < upper.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_truncated_normal <- function(x, parameters, lower, upper) {
  x <- .truncated_normal_column(x, "x")
  .truncated_normal_require_rows("x", x >= lower, "must be >= lower")
  .truncated_normal_require_rows("x", x <= upper, "must be <= upper")
  mu <- parameters[[1]]
  sigma <- parameters[[2]]
  t_131 <- 1 / sigma^2
  t_132 <- lower - mu
  t_133 <- -upper
  t_134 <- t_133 + lower
  t_135 <- -t_134
  t_136 <- t_135^2
  t_137 <- 0.5 * t_131
  t_138 <- t_136 * t_137
  t_139 <- abs(t_132 * t_134) * t_131 + t_138 < 0.25 * pi
  t_140 <- ifelse(t_139, lower, mu)
  t_141 <- ifelse(t_139, 0, 1)
  t_142 <- t_131 * t_135
  t_143 <- t_132 * t_142
  t_144 <- .truncated_normal_flat_moment(1, t_143, t_138)
  t_145 <- sqrt(2)
  t_146 <- 1 / sigma
  t_147 <- t_145 * t_146
  t_148 <- 0.5 * t_147
  t_149 <- -t_133 - mu
  t_150 <- .truncated_normal_log_erf_gap(t_132 * t_148, t_148 * t_149)
  t_151 <- exp(-t_132^2 * t_137 - t_150)
  t_152 <- 1 / sqrt(pi)
  t_153 <- exp(-t_149^2 * t_137 - t_150)
  t_154 <- 1 / (sigma * sigma * sigma)
  t_155 <- x + t_140 - 2 * mu
  t_156 <- x - t_140
  part_1 <- t_155 * t_141 * t_137 +
    ifelse(
      t_139,
      -t_142 * t_144,
      t_145 * t_146 * t_152 * t_153 - t_147 * t_151 * t_152
    )
  score_1 <- rep_len(part_1 - (t_141 - 2) * t_156 * t_137, length(x))
  part_2 <- -2 * t_132 * t_144 * t_154 * t_135 -
    t_154 * t_136 * .truncated_normal_flat_moment(2, t_143, t_138)
  part_3 <- ifelse(
    t_139,
    part_2,
    t_131 * t_145 * t_149 * t_152 * t_153 -
      t_131 * t_132 * t_145 * t_151 * t_152 - t_146
  )
  score_2 <- rep_len(t_155 * t_156 * t_154 + part_3, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("mu", "sigma")
  out
}

# log(1 - exp u) for u < 0, accurate at both ends.
.truncated_normal_log1m_exp <- function(u) {
  ifelse(u > -log(2), log(-expm1(u)), log1p(-exp(u)))
}

# log erfc(w); erfc itself underflows beyond w = 27.
.truncated_normal_log_erfc <- function(w) {
  log(2) + stats::pnorm(-sqrt(2) * w, log.p = TRUE)
}

# log(erf b - erf a) for a < b, also where both are 1 or -1 to all digits.
.truncated_normal_log_erf_gap <- function(a, b) {
  near <- ifelse(a > 0, a, -b)
  far <- ifelse(a > 0, b, -a)
  low <- .truncated_normal_log_erfc(near)
  tail <- low +
    .truncated_normal_log1m_exp(
      pmin(.truncated_normal_log_erfc(far) - low, -1e-300)
    )
  ifelse(
    a > 0 | b < 0,
    tail,
    log(exp(.truncated_normal_log_erfc(a)) - exp(.truncated_normal_log_erfc(b)))
  )
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.truncated_normal_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.truncated_normal_column <- function(values, name) {
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
.truncated_normal_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# log of the integral of exp(-a s - b s^2) over 0 < s < 1, for |a| + b <= 1.
.truncated_normal_log_flat <- function(a, b) {
  a <- pmin(pmax(a, -1), 1)
  b <- pmin(b, 1)
  before <- 0
  here <- 1
  rest <- 0
  for (n in 1:30) {
    after <- -(a * here + 2 * b * before) / n
    before <- here
    here <- after
    rest <- rest + here / (n + 1)
  }
  log1p(rest)
}

# The mean of s^k over 0 < s < 1 with weights exp(-a s - b s^2), for |a| + b
# <= 1.
.truncated_normal_flat_moment <- function(k, a, b) {
  a <- pmin(pmax(a, -1), 1)
  b <- pmin(b, 1)
  before <- 0
  here <- 1
  above <- 1 / (k + 1)
  below <- 1
  for (n in 1:30) {
    after <- -(a * here + 2 * b * before) / n
    before <- here
    here <- after
    above <- above + here / (n + k + 1)
    below <- below + here / (n + 1)
  }
  above / below
}

# The remainder of a/b that has the sign of b.
.truncated_normal_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.truncated_normal_outward <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    if (isTRUE(u < 0)) {
      return(lower + (upper - lower) * exp(u) / (1 + exp(u)))
    }
    return(upper - (upper - lower) * exp(-u) / (1 + exp(-u)))
  }
  if (is.finite(lower)) {
    return(lower + exp(u))
  }
  if (is.finite(upper)) {
    return(upper - exp(u))
  }
  u
}

# The free coordinate of a parameter.
.truncated_normal_inward <- function(t, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(log((t - lower) / (upper - t)))
  }
  if (is.finite(lower)) {
    return(log(t - lower))
  }
  if (is.finite(upper)) {
    return(log(upper - t))
  }
  t
}

# The slope of the parameter in its free coordinate.
.truncated_normal_stretch <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return((upper - lower) * e / ((1 + e) * (1 + e)))
  }
  if (is.finite(lower)) {
    return(exp(u))
  }
  if (is.finite(upper)) {
    return(-exp(u))
  }
  1
}

# The second derivative of the parameter in its free coordinate.
.truncated_normal_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .truncated_normal_stretch(u, lower, upper) * (1 - e) / (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.truncated_normal_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.truncated_normal_choose <- function(at, a, b, c_1, d, e, f, g) {
  if (isTRUE(at < 1)) {
    return(a)
  }
  if (isTRUE(at < 2)) {
    return(b)
  }
  if (isTRUE(at < 3)) {
    return(c_1)
  }
  if (isTRUE(at < 4)) {
    return(d)
  }
  if (isTRUE(at < 5)) {
    return(e)
  }
  if (isTRUE(at < 6)) {
    return(f)
  }
  g
}

# exp(w^2) erfc(w).
.truncated_normal_erfcx <- function(w) {
  if (isTRUE(w < 2)) {
    return(exp(w * w) * (2 * stats::pnorm(-sqrt(2) * (w))))
  }
  tail <- 0
  k <- 120
  while (isTRUE(k > 0.5)) {
    tail <- 0.5 * k / (w + tail)
    k <- k - 1
  }
  0.5641895835477563 / (w + tail)
}
.truncated_normal_erfcx <- Vectorize(.truncated_normal_erfcx)

# The log-likelihood as a function of mu, sigma.
.truncated_normal_value_joint <- function(x, lower, upper, n, mu, sigma) {
  t <- 1 / sigma^2
  t_1 <- lower - upper
  t_2 <- ifelse(
    0.5 * t_1^2 * t + abs((lower - mu) * t_1) * t < 0.25 * pi, lower, mu
  )
  sum_h <- sum((x - t_2) * (x + t_2 - 2 * mu))
  t_3 <- 1 / sigma^2
  t_4 <- lower - mu
  t_5 <- -upper
  t_6 <- t_5 + lower
  t_7 <- -t_6
  t_8 <- 0.5 * t_3
  t_9 <- t_7^2 * t_8
  t_10 <- 0.5 * sqrt(2) / sigma
  part_4 <- 0.5 * log(2 / pi) - log(sigma) -
    .truncated_normal_log_erf_gap(t_4 * t_10, (-t_5 - mu) * t_10)
  n * ifelse(
    abs(t_4 * t_6) * t_3 + t_9 < 0.25 * pi,
    -log(t_7) - .truncated_normal_log_flat(t_3 * t_4 * t_7, t_9),
    part_4
  ) - t_8 * sum_h
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.truncated_normal_derivatives_joint <- function(x, lower, upper, n, mu, sigma) {
  t_11 <- 1 / sigma^2
  t_12 <- lower - upper
  t_13 <- ifelse(
    0.5 * t_12^2 * t_11 + abs((lower - mu) * t_12) * t_11 < 0.25 * pi, lower, mu
  )
  t_14 <- x - t_13
  t_15 <- x + t_13 - 2 * mu
  sum_h_1 <- sum(t_14 * t_15)
  sum_h_2 <- sum(t_15)
  sum_h_3 <- sum(t_14)
  t_16 <- lower - mu
  t_17 <- 1 / sigma^2
  t_18 <- -upper
  t_19 <- t_18 + lower
  t_20 <- -t_19
  t_21 <- t_17 * t_20
  t_22 <- t_16 * t_21
  t_23 <- t_20^2
  t_24 <- 0.5 * t_17
  t_25 <- t_23 * t_24
  t_26 <- abs(t_16 * t_19) * t_17 + t_25 < 0.25 * pi
  t_27 <- sqrt(2)
  t_28 <- 1 / sigma
  t_29 <- t_27 * t_28
  t_30 <- 0.5 * t_29
  t_31 <- -t_18 - mu
  t_32 <- .truncated_normal_log_erf_gap(t_16 * t_30, t_30 * t_31)
  t_33 <- .truncated_normal_flat_moment(1, t_22, t_25)
  t_34 <- t_16^2
  t_35 <- exp(-t_32 - t_34 * t_24)
  t_36 <- 1 / sqrt(pi)
  t_37 <- t_29 * t_35 * t_36
  t_38 <- t_31^2
  t_39 <- exp(-t_32 - t_38 * t_24)
  t_40 <- t_37 - t_27 * t_28 * t_36 * t_39
  t_41 <- ifelse(t_26, 0, 1)
  t_42 <- t_41 * sum_h_2
  t_43 <- t_41 - 2
  t_44 <- t_43 * sum_h_3
  t_45 <- 1 / (sigma * sigma * sigma)
  t_46 <- .truncated_normal_flat_moment(2, t_22, t_25)
  t_47 <- t_45 * t_23
  t_48 <- 2 * t_45
  t_49 <- t_33 * t_48 * t_20
  t_50 <- t_27 * t_36
  t_51 <- t_17 * t_50
  t_52 <- t_16 * t_35 * t_51
  t_53 <- t_33^2 - t_46
  t_54 <- 1 / (sigma * sigma * sigma * sigma)
  t_55 <- -t_40 - (2 * mu - 2 * lower) * t_24
  t_56 <- -t_40 - (2 * mu - 2 * upper) * t_24
  t_57 <- 1 / sigma^5
  t_58 <- t_33 * t_46 - .truncated_normal_flat_moment(3, t_22, t_25)
  t_59 <- t_16 * t_53
  t_60 <- t_39 * t_51
  t_61 <- t_48 * t_20
  t_62 <- t_16 * t_61
  t_63 <- t_48 * t_50
  t_64 <- t_31 * t_60
  t_65 <- t_64 - t_52
  part_5 <- t_17 * t_27 * t_31 * t_36 * t_39 * t_56 +
    t_17 * t_27 * t_35 * t_36 - t_52 * t_55 - t_60
  part_6 <- t_16 * t_35 * t_63 + t_17 + (t_38 * t_45 + t_65) * t_64 -
    t_31 * t_39 * t_63 - (t_34 * t_45 + t_65) * t_52
  part_7 <- (
    -(t_46^2 - .truncated_normal_flat_moment(4, t_22, t_25)) * t_47 -
      t_58 * t_62
  ) * t_47
  c(
    n * ifelse(
      t_26,
      -log(t_20) - .truncated_normal_log_flat(t_22, t_25),
      0.5 * log(2 / pi) - t_32 - log(sigma)
    ) - t_24 * sum_h_1,
    n * ifelse(t_26, -t_33 * t_21, -t_40) + t_42 * t_24 - t_44 * t_24,
    n * ifelse(
      t_26,
      -t_16 * t_49 - t_46 * t_47,
      t_17 * t_27 * t_31 * t_36 * t_39 - t_28 - t_52
    ) + t_45 * sum_h_1,
    t_17 * t_41 * t_43 * n +
      n * ifelse(
        t_26,
        t_53 * t_54 * t_23,
        t_27 * t_28 * t_36 * t_39 * t_56 - t_37 * t_55
      ),
    n * ifelse(
      t_26,
      t_49 + t_20 * t_20 * t_20 * t_57 * t_58 + 2 * t_57 * t_59 * t_23,
      part_5
    ) + t_44 * t_45 - t_42 * t_45,
    n * ifelse(
      t_26,
      6 * t_16 * t_33 * t_54 * t_20 + 3 * t_46 * t_54 * t_23 - part_7 -
        (-t_47 * t_58 - t_59 * t_61) * t_62,
      part_6
    ) - 3 * t_54 * sum_h_1
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.truncated_normal_surface_joint <- function(x, lower, upper, n, u_1, u_2) {
  mu <- .truncated_normal_outward(u_1, -Inf, Inf)
  stretch_1 <- .truncated_normal_stretch(u_1, -Inf, Inf)
  sigma <- .truncated_normal_outward(u_2, 0, Inf)
  stretch_2 <- .truncated_normal_stretch(u_2, 0, Inf)
  found_8 <- .truncated_normal_derivatives_joint(x, lower, upper, n, mu, sigma)
  height <- found_8[1]
  g_1 <- found_8[2]
  g_2 <- found_8[3]
  h_1_1 <- found_8[4]
  h_2_1 <- found_8[5]
  h_2_2 <- found_8[6]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -h_1_1 * stretch_1 * stretch_1 / n -
      g_1 * .truncated_normal_bend(u_1, -Inf, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .truncated_normal_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.truncated_normal_climb_joint <- function(
    x, lower, upper, n, start_1, start_2
) {
  u_1 <- .truncated_normal_inward(start_1, -Inf, Inf)
  u_2 <- .truncated_normal_inward(start_2, 0, Inf)
  found_9 <- .truncated_normal_surface_joint(x, lower, upper, n, u_1, u_2)
  f <- found_9[1]
  g_1 <- found_9[2]
  g_2 <- found_9[3]
  h_1_1 <- found_9[4]
  h_2_1 <- found_9[5]
  h_2_2 <- found_9[6]
  if (!is.finite(f)) {
    return(c(-Inf, start_1, start_2))
  }
  damp <- 0
  for (trial in seq_len(400) - 1) {
    definite <- 1
    d_1 <- h_1_1 + damp * pmax(abs(h_1_1), 1e-06)
    if (!isTRUE(d_1 > 1e-14 * abs(h_1_1))) {
      definite <- 0
      d_1 <- 1
    }
    l_2_1 <- h_2_1 / d_1
    d_2 <- h_2_2 + damp * pmax(abs(h_2_2), 1e-06) - l_2_1 * l_2_1 * d_1
    if (!isTRUE(d_2 > 1e-14 * abs(h_2_2))) {
      definite <- 0
      d_2 <- 1
    }
    if (isTRUE(definite == 0)) {
      damp <- pmax(4 * damp, 0.001)
      next
    }
    v_1 <- -g_1
    v_2 <- -g_2 - l_2_1 * v_1
    decrement <- v_1 * v_1 / d_1 + v_2 * v_2 / d_2
    step_2 <- v_2 / d_2
    step_1 <- v_1 / d_1 - l_2_1 * step_2
    length <- pmax(abs(step_1), abs(step_2))
    if (isTRUE(length > 4)) {
      step_1 <- step_1 * 4 / length
      step_2 <- step_2 * 4 / length
    }
    found_10 <- .truncated_normal_surface_joint(
      x, lower, upper, n, u_1 + step_1, u_2 + step_2
    )
    f_new <- found_10[1]
    g_1_new <- found_10[2]
    g_2_new <- found_10[3]
    h_1_1_new <- found_10[4]
    h_2_1_new <- found_10[5]
    h_2_2_new <- found_10[6]
    if (isTRUE(is.finite(f_new) && is.finite(g_1_new) && is.finite(g_2_new) &&
      is.finite(h_1_1_new) && is.finite(h_2_1_new) && is.finite(h_2_2_new) &&
      f_new <= f + 1e-13 * (1 + abs(f)))) {
      u_1 <- u_1 + step_1
      u_2 <- u_2 + step_2
      f <- f_new
      g_1 <- g_1_new
      g_2 <- g_2_new
      h_1_1 <- h_1_1_new
      h_2_1 <- h_2_1_new
      h_2_2 <- h_2_2_new
      if (isTRUE(damp == 0 && decrement <= 1e-22)) {
        break
      }
      damp <- 0.2 * damp
      if (isTRUE(damp < 1e-06)) {
        damp <- 0
      }
    } else {
      damp <- pmax(4 * damp, 0.001)
      if (isTRUE(damp > 1000000000000)) {
        break
      }
    }
  }
  d_1 <- h_1_1
  if (isTRUE(abs(d_1) <= 0)) {
    return(c(-Inf, start_1, start_2))
  }
  l_2_1 <- h_2_1 / d_1
  d_2 <- h_2_2 - l_2_1 * l_2_1 * d_1
  if (isTRUE(abs(d_2) <= 1e-09)) {
    return(c(-Inf, start_1, start_2))
  }
  c(
    -f,
    .truncated_normal_outward(u_1, -Inf, Inf),
    .truncated_normal_outward(u_2, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.truncated_normal_maximise_joint <- function(x, lower, upper, n) {
  low_x <- .truncated_normal_level(x, 0.25)
  middle_x <- .truncated_normal_level(x, 0.5)
  high_x <- .truncated_normal_level(x, 0.75)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(1) - 1) {
    rated <- -Inf
    reached_1 <- 0
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .truncated_normal_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .truncated_normal_choose(
        at, 0, 1, -1, middle_x, low_x, high_x, 0.3
      )
      seed <- .truncated_normal_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .truncated_normal_choose(
        at, 1, 0.1, 0.4, 2.5, 0.001 + abs(middle_x), 0.001 + abs(high_x), 20
      )
      height <- -Inf
      if (isTRUE(is.finite(draw_1) && draw_2 > 0 && is.finite(draw_2))) {
        height <- .truncated_normal_value_joint(
          x, lower, upper, n, draw_1, draw_2
        )
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_11 <- .truncated_normal_climb_joint(
      x, lower, upper, n, reached_1, reached_2
    )
    height <- found_11[1]
    reached_1 <- found_11[2]
    reached_2 <- found_11[3]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
    }
  }
  c(chosen_1, chosen_2)
}

# The estimate, in the order of the parameters.
.truncated_normal_solve <- function(x, lower, upper) {
  n <- length(x)
  found_12 <- .truncated_normal_maximise_joint(x, lower, upper, n)
  mu <- found_12[1]
  sigma <- found_12[2]
  c(mu, sigma)
}

# The log-likelihood, every constant included.
.truncated_normal_log_likelihood <- function(x, lower, upper, n, mu, sigma) {
  t <- 1 / sigma^2
  t_1 <- lower - upper
  t_2 <- ifelse(
    0.5 * t_1^2 * t + abs((lower - mu) * t_1) * t < 0.25 * pi, lower, mu
  )
  sum_h <- sum((x - t_2) * (x + t_2 - 2 * mu))
  t_3 <- 1 / sigma^2
  t_4 <- lower - mu
  t_5 <- -upper
  t_6 <- t_5 + lower
  t_7 <- -t_6
  t_8 <- 0.5 * t_3
  t_9 <- t_7^2 * t_8
  t_10 <- 0.5 * sqrt(2) / sigma
  part_13 <- 0.5 * log(2 / pi) - log(sigma) -
    .truncated_normal_log_erf_gap(t_4 * t_10, (-t_5 - mu) * t_10)
  n * ifelse(
    abs(t_4 * t_6) * t_3 + t_9 < 0.25 * pi,
    -log(t_7) - .truncated_normal_log_flat(t_3 * t_4 * t_7, t_9),
    part_13
  ) - t_8 * sum_h
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.truncated_normal_nll <- function(x, lower, upper, mu, sigma) {
  if (!isTRUE(is.finite(mu) && sigma > 0 && is.finite(sigma) &&
    is.finite(lower) && upper > lower && is.finite(upper))) {
    return(Inf)
  }
  n <- length(x)
  -.truncated_normal_log_likelihood(x, lower, upper, n, mu, sigma)
}

# The gradient of the log-likelihood.
.truncated_normal_score <- function(x, lower, upper, n, mu, sigma) {
  t_157 <- 1 / sigma^2
  t_158 <- lower - upper
  t_159 <- ifelse(
    0.5 * t_158^2 * t_157 + abs((lower - mu) * t_158) * t_157 < 0.25 * pi,
    lower,
    mu
  )
  t_160 <- x + t_159 - 2 * mu
  t_161 <- x - t_159
  sum_h_7 <- sum(t_160)
  sum_h_8 <- sum(t_161)
  sum_h_9 <- sum(t_160 * t_161)
  t_162 <- lower - mu
  t_163 <- 1 / sigma^2
  t_164 <- -upper
  t_165 <- t_164 + lower
  t_166 <- -t_165
  t_167 <- t_163 * t_166
  t_168 <- t_162 * t_167
  t_169 <- t_166^2
  t_170 <- 0.5 * t_163
  t_171 <- t_169 * t_170
  t_172 <- .truncated_normal_flat_moment(1, t_168, t_171)
  t_173 <- abs(t_162 * t_165) * t_163 + t_171 < 0.25 * pi
  t_174 <- sqrt(2)
  t_175 <- 1 / sigma
  t_176 <- t_174 * t_175
  t_177 <- 0.5 * t_176
  t_178 <- -t_164 - mu
  t_179 <- .truncated_normal_log_erf_gap(t_162 * t_177, t_177 * t_178)
  t_180 <- exp(-t_162^2 * t_170 - t_179)
  t_181 <- 1 / sqrt(pi)
  t_182 <- exp(-t_178^2 * t_170 - t_179)
  t_183 <- ifelse(t_173, 0, 1)
  t_184 <- 1 / (sigma * sigma * sigma)
  part_14 <- -2 * t_162 * t_172 * t_184 * t_166 -
    t_184 * t_169 * .truncated_normal_flat_moment(2, t_168, t_171)
  c(
    n * ifelse(
      t_173,
      -t_172 * t_167,
      t_174 * t_175 * t_181 * t_182 - t_176 * t_180 * t_181
    ) + t_183 * t_170 * sum_h_7 - (t_183 - 2) * t_170 * sum_h_8,
    n * ifelse(
      t_173,
      part_14,
      t_163 * t_174 * t_178 * t_181 * t_182 -
        t_162 * t_163 * t_174 * t_180 * t_181 - t_175
    ) + t_184 * sum_h_9
  )
}

# The gradient of nll; nan outside the domain or the support.
.truncated_normal_gradient <- function(x, lower, upper, mu, sigma) {
  if (!isTRUE(is.finite(mu) && sigma > 0 && is.finite(sigma) &&
    is.finite(lower) && upper > lower && is.finite(upper))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_15 <- .truncated_normal_score(x, lower, upper, n, mu, sigma)
  g_1 <- found_15[1]
  g_2 <- found_15[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.truncated_normal_curvature <- function(x, lower, upper, n, mu, sigma) {
  t_11 <- 1 / sigma^2
  t_12 <- lower - upper
  t_13 <- ifelse(
    0.5 * t_12^2 * t_11 + abs((lower - mu) * t_12) * t_11 < 0.25 * pi, lower, mu
  )
  t_14 <- x - t_13
  t_15 <- x + t_13 - 2 * mu
  sum_h_1 <- sum(t_14 * t_15)
  sum_h_2 <- sum(t_15)
  sum_h_3 <- sum(t_14)
  t_16 <- lower - mu
  t_17 <- 1 / sigma^2
  t_18 <- -upper
  t_19 <- t_18 + lower
  t_20 <- -t_19
  t_21 <- t_17 * t_20
  t_22 <- t_16 * t_21
  t_23 <- t_20^2
  t_24 <- 0.5 * t_17
  t_25 <- t_23 * t_24
  t_26 <- abs(t_16 * t_19) * t_17 + t_25 < 0.25 * pi
  t_27 <- sqrt(2)
  t_28 <- 1 / sigma
  t_29 <- t_27 * t_28
  t_30 <- 0.5 * t_29
  t_31 <- -t_18 - mu
  t_32 <- .truncated_normal_log_erf_gap(t_16 * t_30, t_30 * t_31)
  t_33 <- .truncated_normal_flat_moment(1, t_22, t_25)
  t_34 <- t_16^2
  t_35 <- exp(-t_32 - t_34 * t_24)
  t_36 <- 1 / sqrt(pi)
  t_37 <- t_29 * t_35 * t_36
  t_38 <- t_31^2
  t_39 <- exp(-t_32 - t_38 * t_24)
  t_40 <- t_37 - t_27 * t_28 * t_36 * t_39
  t_41 <- ifelse(t_26, 0, 1)
  t_42 <- t_41 * sum_h_2
  t_43 <- t_41 - 2
  t_44 <- t_43 * sum_h_3
  t_45 <- 1 / (sigma * sigma * sigma)
  t_46 <- .truncated_normal_flat_moment(2, t_22, t_25)
  t_47 <- t_45 * t_23
  t_48 <- 2 * t_45
  t_49 <- t_33 * t_48 * t_20
  t_50 <- t_27 * t_36
  t_51 <- t_17 * t_50
  t_52 <- t_16 * t_35 * t_51
  t_53 <- t_33^2 - t_46
  t_54 <- 1 / (sigma * sigma * sigma * sigma)
  t_55 <- -t_40 - (2 * mu - 2 * lower) * t_24
  t_56 <- -t_40 - (2 * mu - 2 * upper) * t_24
  t_57 <- 1 / sigma^5
  t_58 <- t_33 * t_46 - .truncated_normal_flat_moment(3, t_22, t_25)
  t_59 <- t_16 * t_53
  t_60 <- t_39 * t_51
  t_61 <- t_48 * t_20
  t_62 <- t_16 * t_61
  t_63 <- t_48 * t_50
  t_64 <- t_31 * t_60
  t_65 <- t_64 - t_52
  part_16 <- t_17 * t_27 * t_31 * t_36 * t_39 * t_56 +
    t_17 * t_27 * t_35 * t_36 - t_52 * t_55 - t_60
  part_17 <- t_16 * t_35 * t_63 + t_17 + (t_38 * t_45 + t_65) * t_64 -
    t_31 * t_39 * t_63 - (t_34 * t_45 + t_65) * t_52
  part_18 <- (
    -(t_46^2 - .truncated_normal_flat_moment(4, t_22, t_25)) * t_47 -
      t_58 * t_62
  ) * t_47
  part_19 <- n * ifelse(
    t_26,
    6 * t_16 * t_33 * t_54 * t_20 + 3 * t_46 * t_54 * t_23 - part_18 -
      (-t_47 * t_58 - t_59 * t_61) * t_62,
    part_17
  )
  c(
    t_17 * t_41 * t_43 * n +
      n * ifelse(
        t_26,
        t_53 * t_54 * t_23,
        t_27 * t_28 * t_36 * t_39 * t_56 - t_37 * t_55
      ),
    n * ifelse(
      t_26,
      t_49 + t_20 * t_20 * t_20 * t_57 * t_58 + 2 * t_57 * t_59 * t_23,
      part_16
    ) + t_44 * t_45 - t_42 * t_45,
    part_19 - 3 * t_54 * sum_h_1
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.truncated_normal_hessian <- function(x, lower, upper, mu, sigma) {
  if (!isTRUE(is.finite(mu) && sigma > 0 && is.finite(sigma) &&
    is.finite(lower) && upper > lower && is.finite(upper))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_20 <- .truncated_normal_curvature(x, lower, upper, n, mu, sigma)
  h_1 <- found_20[1]
  h_2 <- found_20[2]
  h_3 <- found_20[3]
  c(-h_1, -h_2, -h_3)
}
