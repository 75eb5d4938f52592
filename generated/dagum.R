# Maximum-likelihood estimation: Dagum distribution.
#
#   f(x; a, b, p) = a*p/x*(x/b)**(a*p)/(1+(x/b)**a)**(p+1)
#   support: x > 0
#   a: positive
#   b: positive
#   p: positive
#
# Log-likelihood:
#
#   (-p - 1)*sum(log(x**a/b**a + 1)) + (a*p - 1)*sum(log(x)) + (-a*p*log(b) +
#       log(a) + log(p))*n
#
# Estimator (numeric):
#
#   a, b = the joint maximiser of the log-likelihood
#   p = n/(a*log(b)*n - a*sum(log(x)) + sum(log(x**a/b**a + 1)))
#
# Source:
#
#   Dagum (1977), A new model of personal income distribution: specification
#       and estimation, Economie Appliquee 30, 413-437
#   Kleiber (2008), A guide to the Dagum distributions, Modeling Income
#       Distributions and Lorenz Curves, 97-117
#
# Written by thetahat 0.1.0.

# Maximum-likelihood estimates: a list with estimate, vcov, standard_errors,
# logLik and n.  Stops for data that are none; warns where no maximum exists.
mle_dagum <- function(x) {
  x <- .dagum_column(x, "x")
  .dagum_require_rows("x", x > 0, "must be > 0")
  labels <- c("a", "b", "p")
  exists <- TRUE
  units_x <- .dagum_units_x(x)
  estimate <- .dagum_solve((x - units_x[1]) / units_x[2])
  estimate[2] <- units_x[2] * estimate[2]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 3, 3, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_dagum(x, estimate)
    information <- hessian_dagum(x, estimate)
    regular <- c(1, 2, 3)
    part <- information[regular, regular, drop = FALSE]
    if (all(is.finite(part)) &&
      all(eigen(part, TRUE, only.values = TRUE)$values > 0)) {
      vcov[regular, regular] <- solve(part)
    }
  } else if (exists) {
    warning("no maximum was found")
  }
  list(
    estimate = estimate, vcov = vcov, standard_errors = sqrt(diag(vcov)),
    logLik = value, n = length(x)
  )
}

# -l at parameters in the order a, b, p;
# Inf outside the domain or the support.
nll_dagum <- function(x, parameters) {
  x <- .dagum_column(x, "x")
  .dagum_require_rows("x", x > 0, "must be > 0")
  .dagum_nll(x, parameters[[1]], parameters[[2]], parameters[[3]])
}

# The gradient of nll.
gradient_dagum <- function(x, parameters) {
  x <- .dagum_column(x, "x")
  .dagum_require_rows("x", x > 0, "must be > 0")
  .dagum_gradient(x, parameters[[1]], parameters[[2]], parameters[[3]])
}

# The Hessian of nll.
hessian_dagum <- function(x, parameters) {
  x <- .dagum_column(x, "x")
  .dagum_require_rows("x", x > 0, "must be > 0")
  triangle <- .dagum_hessian(x, parameters[[1]], parameters[[2]],
                             parameters[[3]])
  out <- matrix(0, 3, 3)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

# The gradient of log f, a row for each observation.
scores_dagum <- function(x, parameters) {
  x <- .dagum_column(x, "x")
  .dagum_require_rows("x", x > 0, "must be > 0")
  a <- parameters[[1]]
  b <- parameters[[2]]
  p <- parameters[[3]]
  t_86 <- log(b)
  t_87 <- a / b
  t_88 <- log(x)
  t_89 <- b^(-a) * x^a
  t_90 <- (-p - 1) / (t_89 + 1)
  part_1 <- t_88 * t_89 - t_86 * t_89
  part_2 <- p * t_88 + part_1 * t_90
  score_1 <- rep_len(part_2 + 1 / a - p * t_86, length(x))
  score_2 <- rep_len(-t_89 * t_90 * t_87 - p * t_87, length(x))
  score_3 <- rep_len(a * t_88 + 1 / p - a * t_86 - log1p(t_89), length(x))
  out <- cbind(score_1, score_2, score_3)
  colnames(out) <- c("a", "b", "p")
  out
}

.dagum_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) median(values) else values[k]
}

.dagum_column <- function(values, name) {
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

.dagum_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(bad, " observations are outside the support: '", name, "' ", rule)
  }
}

# The remainder of a/b that has the sign of b.
.dagum_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.dagum_outward <- function(u, lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    if (isTRUE(u < 0)) {
      return(lower + (upper - lower) * exp(u) / (1 + exp(u)))
    }
    return(upper - (upper - lower) * exp(-u) / (1 + exp(-u)))
  }
  if (isTRUE(is.finite(lower))) {
    return(lower + exp(u))
  }
  if (isTRUE(is.finite(upper))) {
    return(upper - exp(u))
  }
  u
}

# The free coordinate of a parameter.
.dagum_inward <- function(t, lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    return(log((t - lower) / (upper - t)))
  }
  if (isTRUE(is.finite(lower))) {
    return(log(t - lower))
  }
  if (isTRUE(is.finite(upper))) {
    return(log(upper - t))
  }
  t
}

# The slope of the parameter in its free coordinate.
.dagum_stretch <- function(u, lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    e <- exp(-pmax(u, -u))
    return((upper - lower) * e / ((1 + e) * (1 + e)))
  }
  if (isTRUE(is.finite(lower))) {
    return(exp(u))
  }
  if (isTRUE(is.finite(upper))) {
    return(-exp(u))
  }
  1
}

# The second derivative of the parameter in its free coordinate.
.dagum_bend <- function(u, lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    e <- exp(-pmax(u, -u))
    return(-sign(u) * .dagum_stretch(u, lower, upper) * (1 - e) / (1 + e))
  }
  if (isTRUE(is.finite(lower) || is.finite(upper))) {
    return(.dagum_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.dagum_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The log-likelihood as a function of a, b.
.dagum_value_a_b <- function(x, sum_log_x, n, a, b) {
  sum_h <- sum(log1p(b^(-a) * x^a))
  t <- a * log(b)
  t_1 <- 1 / (t * n + sum_h - a * sum_log_x)
  t_2 <- t_1 * n
  part_3 <- a * t_1 * sum_log_x * n + (log(t_2) + log(a)) * n
  part_3 - n^2 * t * t_1 - t_2 * sum_h - sum_log_x - sum_h
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.dagum_derivatives_a_b <- function(x, sum_log_x, n, a, b) {
  t_3 <- b^(-a)
  t_4 <- x^a
  t_5 <- t_3 * t_4
  t_6 <- t_5 + 1
  t_7 <- 1 / t_6
  t_8 <- log(x)
  t_9 <- t_5 * t_8
  t_10 <- log(b)
  t_11 <- t_9 - t_5 * t_10
  t_12 <- 1 / b
  t_13 <- t_5 * t_7
  t_14 <- t_13 * t_12
  t_15 <- 1 / t_6^2
  t_16 <- -t_15 * t_11
  t_17 <- a * t_12
  t_18 <- 1 / b^2
  t_19 <- t_13 * t_18
  t_20 <- a^2
  t_21 <- 2 * a
  sum_h_1 <- sum(log1p(t_5))
  sum_h_2 <- sum(t_7 * t_11)
  sum_h_3 <- sum(a * t_14)
  part_4 <- t_8^2 * t_5 + t_10^2 * t_5 - 2 * t_9 * t_10
  sum_h_4 <- sum(t_16 * t_11 + part_4 * t_7)
  part_5 <- a * t_3 * t_4 * t_7 * t_10 * t_12 - t_14
  sum_h_5 <- sum(part_5 - t_16 * t_17 * t_5 - t_17 * t_7 * t_9)
  part_6 <- b^(-t_21) * t_15 * t_18 * t_20 * x^t_21
  sum_h_6 <- sum(t_19 * t_20 + a * t_19 - part_6)
  t_22 <- a * sum_log_x
  t_23 <- log(b)
  t_24 <- t_23 * n
  t_25 <- a * t_24 + sum_h_1 - t_22
  t_26 <- 1 / t_25
  t_27 <- t_26 * n
  t_28 <- n^2
  t_29 <- t_26 * t_28
  t_30 <- t_23 * t_29
  t_31 <- sum_log_x - t_24 - sum_h_2
  t_32 <- 1 / t_25^2
  t_33 <- t_32 * n
  t_34 <- t_33 * sum_h_1
  t_35 <- t_32 * t_28
  t_36 <- t_23 * t_35
  t_37 <- t_36 * t_31
  t_38 <- 1 / b
  t_39 <- t_38 * n
  t_40 <- a * t_39
  t_41 <- sum_h_3 - t_40
  t_42 <- t_38 * t_29
  t_43 <- t_33 * t_41
  t_44 <- t_36 * t_41
  t_45 <- 2 * sum_h_2
  t_46 <- sum_h_1 * n
  t_47 <- 1 / (t_25 * t_25 * t_25)
  t_48 <- 2 * sum_log_x - 2 * t_24 - t_45
  t_49 <- t_47 * t_48
  t_50 <- t_49 * t_31
  t_51 <- a * t_23 * t_28
  t_52 <- -t_39 - sum_h_5
  t_53 <- a * t_35 * t_38
  t_54 <- a * t_36
  t_55 <- t_41 * t_46
  t_56 <- 1 / b^2
  t_57 <- a * t_56 * n - sum_h_6
  t_58 <- 2 * sum_h_3 - 2 * t_40
  t_59 <- t_47 * t_58
  part_7 <- a * t_26 * sum_log_x * n + (log(t_27) + log(a)) * n
  part_8 <- a * t_32 * t_31 * sum_log_x * n + t_26 * sum_log_x * n
  part_9 <- part_8 + (t_26 * t_31 + 1 / a) * n - t_34 * t_31
  part_10 <- t_22 * t_43 + t_41 * t_27 + t_27 * sum_h_3 + sum_h_3
  part_11 <- (t_31^2 * t_32 - t_26 * sum_h_4 - 1 / a^2) * n
  part_12 <- a * t_47 * t_48 * t_31 * sum_log_x * n
  part_13 <- a * t_23 * t_32 * t_28 * sum_h_4
  part_14 <- 2 * t_32 * t_31 * sum_log_x * n
  part_15 <- part_14 + t_32 * sum_h_1 * sum_h_4 * n + part_12
  part_16 <- part_15 + part_11 + part_13 - t_22 * t_33 * sum_h_4
  part_17 <- part_16 - t_33 * t_45 * t_31 - 2 * t_37 - t_46 * t_50
  part_18 <- t_32 * t_41 * t_31 * n + t_32 * t_41 * sum_log_x * n
  part_19 <- part_18 + a * t_32 * t_52 * sum_log_x * n
  part_20 <- a * t_41 * t_47 * t_48 * sum_log_x * n
  part_21 <- part_19 + t_32 * t_31 * sum_h_3 * n + part_20
  part_22 <- part_21 + t_52 * t_26 * n - t_34 * t_52
  part_23 <- part_22 - t_41 * t_49 * t_51 - t_42 - t_43 * sum_h_2
  part_24 <- part_23 - t_44 - t_49 * t_55 - t_52 * t_54 - t_53 * t_31
  part_25 <- t_41^2 * t_32 * n + 2 * t_32 * t_41 * sum_h_3 * n
  part_26 <- part_25 + a * t_32 * t_57 * sum_log_x * n
  part_27 <- part_26 + a * t_41 * t_47 * t_58 * sum_log_x * n
  part_28 <- part_27 + t_57 * t_26 * n + a * t_56 * t_26 * t_28
  part_29 <- part_28 - t_34 * t_57 - t_41 * t_51 * t_59
  part_30 <- part_29 - 2 * t_41 * t_53 - t_54 * t_57 - t_55 * t_59
  c(part_7 - t_27 * sum_h_1 - a * t_30 - sum_log_x - sum_h_1,
    part_9 - a * t_37 - t_27 * sum_h_2 - t_30 - sum_h_2,
    part_10 - t_34 * t_41 - a * t_42 - a * t_44,
    part_17 - t_50 * t_51 - t_27 * sum_h_4 - sum_h_4,
    part_24 - t_27 * sum_h_5 - sum_h_5, part_30 - t_27 * sum_h_6 - sum_h_6)
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.dagum_surface_a_b <- function(x, sum_log_x, n, u_1, u_2) {
  a <- .dagum_outward(u_1, 0, Inf)
  stretch_1 <- .dagum_stretch(u_1, 0, Inf)
  b <- .dagum_outward(u_2, 0, Inf)
  stretch_2 <- .dagum_stretch(u_2, 0, Inf)
  found_31 <- .dagum_derivatives_a_b(x, sum_log_x, n, a, b)
  height <- found_31[1]
  g_1 <- found_31[2]
  g_2 <- found_31[3]
  h_1_1 <- found_31[4]
  h_2_1 <- found_31[5]
  h_2_2 <- found_31[6]
  part_32 <- -h_1_1 * stretch_1 * stretch_1 / n
  part_33 <- -h_2_2 * stretch_2 * stretch_2 / n
  c(-height / n, -g_1 * stretch_1 / n, -g_2 * stretch_2 / n,
    part_32 - g_1 * .dagum_bend(u_1, 0, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    part_33 - g_2 * .dagum_bend(u_2, 0, Inf) / n)
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.dagum_climb_a_b <- function(x, sum_log_x, n, start_1, start_2) {
  u_1 <- .dagum_inward(start_1, 0, Inf)
  u_2 <- .dagum_inward(start_2, 0, Inf)
  found_34 <- .dagum_surface_a_b(x, sum_log_x, n, u_1, u_2)
  f <- found_34[1]
  g_1 <- found_34[2]
  g_2 <- found_34[3]
  h_1_1 <- found_34[4]
  h_2_1 <- found_34[5]
  h_2_2 <- found_34[6]
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
    part_35 <- h_2_2 + damp * pmax(abs(h_2_2), 1e-06)
    d_2 <- part_35 - l_2_1 * l_2_1 * d_1
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
    found_36 <- .dagum_surface_a_b(x, sum_log_x, n, u_1 + step_1, u_2 + step_2)
    f_new <- found_36[1]
    g_1_new <- found_36[2]
    g_2_new <- found_36[3]
    h_1_1_new <- found_36[4]
    h_2_1_new <- found_36[5]
    h_2_2_new <- found_36[6]
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
  c(-f, .dagum_outward(u_1, 0, Inf), .dagum_outward(u_2, 0, Inf))
}

# The joint maximiser, the best of several climbs.
.dagum_maximise_a_b <- function(x, sum_log_x, n) {
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 1
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .dagum_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .dagum_choose(at, 1, 0.1, 0.3, 0.7, 2, 5, 20)
      seed <- .dagum_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .dagum_choose(at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4)
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1) && draw_2 > 0 &&
        is.finite(draw_2))) {
        height <- .dagum_value_a_b(x, sum_log_x, n, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_37 <- .dagum_climb_a_b(x, sum_log_x, n, reached_1, reached_2)
    height <- found_37[1]
    reached_1 <- found_37[2]
    reached_2 <- found_37[3]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
    }
  }
  c(chosen_1, chosen_2)
}

# The estimate, in the order of the parameters.
.dagum_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  found_38 <- .dagum_maximise_a_b(x, sum_log_x, n)
  a <- found_38[1]
  b <- found_38[2]
  t_60 <- x^a
  t_61 <- b^(-a) * t_60
  sum_h_7 <- sum(log1p(t_61))
  p <- n / (a * n * log(b) + sum_h_7 - a * sum_log_x)
  c(a, b, p)
}

# A centre and a spread with which the data are standardised.
.dagum_units_x <- function(x) {
  n <- length(x)
  half <- .dagum_level(abs(x), 0.5)
  total <- sum(x)
  largest <- max(abs(x))
  mean <- total / n
  squares <- sum((x - mean)^2)
  spread <- half
  if (!isTRUE(spread > 0)) {
    spread <- sqrt(squares / n)
  }
  if (!isTRUE(spread > 0)) {
    spread <- largest
  }
  if (!isTRUE(spread > 0)) {
    spread <- 1
  }
  c(0, spread)
}

# The log-likelihood, every constant included.
.dagum_log_likelihood <- function(x, sum_log_x, n, a, b, p) {
  sum_h_15 <- sum(log1p(b^(-a) * x^a))
  t_91 <- a * p
  part_39 <- n * log(a) + n * log(p) + (-p - 1) * sum_h_15
  part_39 + (t_91 - 1) * sum_log_x - t_91 * n * log(b)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.dagum_nll <- function(x, a, b, p) {
  if (!isTRUE(a > 0 && is.finite(a) && b > 0 && is.finite(b) && p > 0 &&
    is.finite(p))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.dagum_log_likelihood(x, sum_log_x, n, a, b, p)
}

# The gradient of the log-likelihood.
.dagum_score <- function(x, n, sum_log_x, a, b, p) {
  t_92 <- x^a
  t_93 <- b^(-a) * t_92
  t_94 <- 1 / (t_93 + 1)
  sum_h_16 <- sum(t_94 * (t_93 * log(x) - t_93 * log(b)))
  sum_h_17 <- sum(t_92 * t_94)
  sum_h_18 <- sum(log1p(t_93))
  t_95 <- -p - 1
  t_96 <- n * log(b)
  t_97 <- a / b
  c(n / a + t_95 * sum_h_16 + p * sum_log_x - p * t_96,
    -p * t_97 * n - b^(-a) * t_95 * t_97 * sum_h_17,
    n / p + a * sum_log_x - a * t_96 - sum_h_18)
}

# The gradient of nll; nan outside the domain or the support.
.dagum_gradient <- function(x, a, b, p) {
  if (!isTRUE(a > 0 && is.finite(a) && b > 0 && is.finite(b) && p > 0 &&
    is.finite(p))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  found_40 <- .dagum_score(x, n, sum_log_x, a, b, p)
  g_1 <- found_40[1]
  g_2 <- found_40[2]
  g_3 <- found_40[3]
  c(-g_1, -g_2, -g_3)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.dagum_curvature <- function(x, n, sum_log_x, a, b, p) {
  t_98 <- x^a
  t_99 <- b^(-a) * t_98
  t_100 <- t_99 + 1
  t_101 <- 1 / t_100
  t_102 <- log(x)
  t_103 <- t_99 * t_102
  t_104 <- log(b)
  t_105 <- t_103 - t_99 * t_104
  t_106 <- t_98 * t_101
  t_107 <- 1 / t_100^2
  t_108 <- -t_105 * t_107
  sum_h_20 <- sum(t_101 * t_105)
  sum_h_21 <- sum(t_106)
  part_41 <- t_102^2 * t_99 + t_104^2 * t_99
  sum_h_22 <- sum((part_41 - 2 * t_103 * t_104) * t_101)
  sum_h_23 <- sum(t_108 * t_105)
  sum_h_24 <- sum(t_102 * t_106)
  sum_h_25 <- sum(t_98 * t_108)
  sum_h_26 <- sum(t_107 * x^(2 * a))
  t_109 <- -p - 1
  t_110 <- a * p
  t_111 <- log(b)
  t_112 <- t_111 * n
  t_113 <- 1 / b
  t_114 <- t_113 * n
  t_115 <- b^(-a)
  t_116 <- t_109 * t_113 * t_115 * sum_h_21
  t_117 <- a^2
  t_118 <- t_109 * t_115
  t_119 <- a * t_118
  t_120 <- t_119 * t_113
  t_121 <- 1 / b^2
  t_122 <- t_121 * sum_h_21
  part_42 <- a * t_109 * t_111 * t_113 * t_115 * sum_h_21
  part_43 <- b^(-2 * a) * t_109 * t_121 * t_117 * sum_h_26
  c(t_109 * sum_h_22 + t_109 * sum_h_23 - n / t_117,
    part_42 - t_120 * sum_h_24 - t_120 * sum_h_25 - p * t_114 - t_116,
    t_110 * t_121 * n + t_119 * t_122 + t_122 * t_117 * t_118 - part_43,
    sum_log_x - t_112 - sum_h_20, a * t_113 * t_115 * sum_h_21 - a * t_114,
    -n / p^2)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.dagum_hessian <- function(x, a, b, p) {
  if (!isTRUE(a > 0 && is.finite(a) && b > 0 && is.finite(b) && p > 0 &&
    is.finite(p))) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  found_44 <- .dagum_curvature(x, n, sum_log_x, a, b, p)
  h_1 <- found_44[1]
  h_2 <- found_44[2]
  h_3 <- found_44[3]
  h_4 <- found_44[4]
  h_5 <- found_44[5]
  h_6 <- found_44[6]
  c(-h_1, -h_2, -h_3, -h_4, -h_5, -h_6)
}
