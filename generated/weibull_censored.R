# Maximum-likelihood estimation: Weibull lifetimes with right censoring.
#
#   f(t, d; shape, scale) =
#       (shape/scale*(t/scale)**(shape-1))**d*exp(-(t/scale)**shape)
#   support: t > 0 and d in 0, 1
#   shape: positive
#   scale: positive
#
# Log-likelihood:
#
#   (shape - 1)*sum(d*log(t)) + (-(shape - 1)*sum(d) - sum(d))*log(scale) +
#       log(shape)*sum(d) - sum(t**shape)/scale**shape
#
# Estimator (reduced):
#
#   shape = the solution of -sum(d)*sum(t**shape*log(t))/sum(t**shape) +
#       sum(d*log(t)) + sum(d)/shape = 0
#   scale = (sum(t**shape)/sum(d))**(1/shape)
#
# Conditions:
#
#   A maximum exists only if sum d_i > 0.
#   A maximum exists only if log(t_(n)) sum d_i > sum d_i log t_i.
#
# Source:
#
#   Kalbfleisch, Prentice (2002), The Statistical Analysis of Failure Time
#       Data, 2nd ed., ch. 3
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param t numeric vector: the values of t.
#' @param d numeric vector: the values of d.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_weibull_censored <- function(t, d) {
  t <- .weibull_censored_column(t, "t")
  d <- .weibull_censored_column(d, "d")
  if (length(unique(c(length(t), length(d)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .weibull_censored_require_rows("t", t > 0, "must be > 0")
  .weibull_censored_require_rows("d", d == floor(d), "must be an integer")
  .weibull_censored_require_rows("d", d >= 0, "must be >= 0")
  .weibull_censored_require_rows("d", d <= 1, "must be <= 1")
  labels <- c("shape", "scale")
  limit <- .weibull_censored_limits(t, d)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    units_t <- .weibull_censored_units_t(t, d)
    estimate <- .weibull_censored_solve((t - units_t[1]) / units_t[2], d)
    estimate[2] <- units_t[2] * estimate[2]
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_weibull_censored(t, d, estimate)
    information <- hessian_weibull_censored(t, d, estimate)
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
    logLik = value, n = length(t)
  )
}

#' The negative log-likelihood
#'
#' @param t numeric vector: the values of t.
#' @param d numeric vector: the values of d.
#' @param parameters numeric vector: shape, scale, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_weibull_censored <- function(t, d, parameters) {
  t <- .weibull_censored_column(t, "t")
  d <- .weibull_censored_column(d, "d")
  if (length(unique(c(length(t), length(d)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .weibull_censored_require_rows("t", t > 0, "must be > 0")
  .weibull_censored_require_rows("d", d == floor(d), "must be an integer")
  .weibull_censored_require_rows("d", d >= 0, "must be >= 0")
  .weibull_censored_require_rows("d", d <= 1, "must be <= 1")
  .weibull_censored_nll(t, d, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param t numeric vector: the values of t.
#' @param d numeric vector: the values of d.
#' @param parameters numeric vector: shape, scale, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_weibull_censored <- function(t, d, parameters) {
  t <- .weibull_censored_column(t, "t")
  d <- .weibull_censored_column(d, "d")
  if (length(unique(c(length(t), length(d)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .weibull_censored_require_rows("t", t > 0, "must be > 0")
  .weibull_censored_require_rows("d", d == floor(d), "must be an integer")
  .weibull_censored_require_rows("d", d >= 0, "must be >= 0")
  .weibull_censored_require_rows("d", d <= 1, "must be <= 1")
  .weibull_censored_gradient(t, d, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param t numeric vector: the values of t.
#' @param d numeric vector: the values of d.
#' @param parameters numeric vector: shape, scale, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_weibull_censored <- function(t, d, parameters) {
  t <- .weibull_censored_column(t, "t")
  d <- .weibull_censored_column(d, "d")
  if (length(unique(c(length(t), length(d)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .weibull_censored_require_rows("t", t > 0, "must be > 0")
  .weibull_censored_require_rows("d", d == floor(d), "must be an integer")
  .weibull_censored_require_rows("d", d >= 0, "must be >= 0")
  .weibull_censored_require_rows("d", d <= 1, "must be <= 1")
  triangle <- .weibull_censored_hessian(t, d, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param t numeric vector: the values of t.
#' @param d numeric vector: the values of d.
#' @param parameters numeric vector: shape, scale, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_weibull_censored <- function(t, d, parameters) {
  t <- .weibull_censored_column(t, "t")
  d <- .weibull_censored_column(d, "d")
  if (length(unique(c(length(t), length(d)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .weibull_censored_require_rows("t", t > 0, "must be > 0")
  .weibull_censored_require_rows("d", d == floor(d), "must be an integer")
  .weibull_censored_require_rows("d", d >= 0, "must be >= 0")
  .weibull_censored_require_rows("d", d <= 1, "must be <= 1")
  shape <- parameters[[1]]
  scale <- parameters[[2]]
  t_16 <- 1 / scale
  t_17 <- t_16 * t
  t_18 <- t_17^shape
  score_1 <- rep_len(
    d / shape + .weibull_censored_xlogy(-d, scale) +
      .weibull_censored_xlogy(d, t) - t_18 * log(t_17),
    length(t)
  )
  score_2 <- rep_len(
    t_16 * (-(shape - 1) * d - d) + shape * t_16 * t_18, length(t)
  )
  out <- cbind(score_1, score_2)
  colnames(out) <- c("shape", "scale")
  out
}

# x log y, and 0 where x = 0.
.weibull_censored_xlogy <- function(x, y) {
  out <- x * log(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.weibull_censored_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.weibull_censored_column <- function(values, name) {
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
.weibull_censored_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.weibull_censored_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.weibull_censored_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.weibull_censored_outward <- function(u, lower, upper) {
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
.weibull_censored_inward <- function(t, lower, upper) {
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
.weibull_censored_stretch <- function(u, lower, upper) {
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
.weibull_censored_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .weibull_censored_stretch(u, lower, upper) * (1 - e) / (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.weibull_censored_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.weibull_censored_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.weibull_censored_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The equation that gives shape, and its slope.
.weibull_censored_equation_shape <- function(t, d, sum_d, sum_h, shape) {
  t_1 <- t^shape
  t_2 <- log(t)
  sum_h_1 <- sum(t_1)
  sum_h_2 <- sum(t_1 * t_2)
  sum_h_3 <- sum(t_2^2 * t_1)
  t_3 <- sum_d / sum_h_1
  c(
    sum_h + sum_d / shape - t_3 * sum_h_2,
    sum_h_2^2 * sum_d / sum_h_1^2 - t_3 * sum_h_3 - sum_d / shape^2
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.weibull_censored_zero_shape <- function(
    t, d, sum_d, sum_h, near, f_near, far, f_far, lower, upper
) {
  a <- near
  f_a <- f_near
  b <- far
  if (isTRUE(b < a)) {
    a <- far
    f_a <- f_far
    b <- near
  }
  u <- near + (far - near) * f_near / (f_near - f_far)
  if (!isTRUE(a < u && u < b)) {
    u <- 0.5 * (a + b)
  }
  before <- b - a
  width <- b - a
  for (turn in seq_len(200) - 1) {
    found_1 <- .weibull_censored_equation_shape(
      t, d, sum_d, sum_h, .weibull_censored_outward(u, lower, upper)
    )
    f <- found_1[1]
    slope <- found_1[2]
    if (isTRUE(f == 0)) {
      break
    }
    if (!is.finite(f)) {
      u <- 0.5 * (u + a)
      next
    }
    if (isTRUE((f > 0 && f_a > 0) || (f < 0 && f_a < 0))) {
      a <- u
      f_a <- f
    } else {
      b <- u
    }
    scale <- pmax(abs(u), 1)
    if (isTRUE(.weibull_censored_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .weibull_censored_stretch(u, lower, upper))
    if (isTRUE(a < u + step && u + step < b && abs(step) < 0.5 * before)) {
      u <- u + step
      before <- abs(step)
      if (isTRUE(before <= 1e-09 * scale)) {
        break
      }
    } else {
      u <- 0.5 * (a + b)
      before <- b - a
    }
    if (isTRUE(b - a <= 4e-16 * scale)) {
      break
    }
  }
  .weibull_censored_outward(u, lower, upper)
}

# The log-likelihood as a function of shape alone.
.weibull_censored_rate_shape <- function(t, d, sum_h, sum_d, shape) {
  sum_h_4 <- sum(t^shape)
  (shape - 1) * sum_h + (log(shape) - log(sum_h_4 / sum_d) - 1) * sum_d
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates; else a peak beyond.
.weibull_censored_root_shape <- function(
    t, d, sum_d, sum_h, lower, upper, start
) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .weibull_censored_inward(start, lower, upper)
  }
  limit_1 <- .weibull_censored_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_2 <- .weibull_censored_equation_shape(
      t, d, sum_d, sum_h, .weibull_censored_outward(new, lower, upper)
    )
    f <- found_2[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t_ <- .weibull_censored_zero_shape(
        t, d, sum_d, sum_h, last, f_last, new, f, lower, upper
      )
      height <- .weibull_censored_rate_shape(t, d, sum_h, sum_d, t_)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t_
      }
    }
    if (isTRUE(f == 0)) {
      height <- .weibull_censored_rate_shape(
        t, d, sum_h, sum_d, .weibull_censored_outward(new, lower, upper)
      )
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .weibull_censored_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  if (isTRUE(best > -Inf || .weibull_censored_unbounded(lower, upper) > 0)) {
    return(chosen)
  }
  best <- .weibull_censored_rate_shape(
    t, d, sum_h, sum_d, .weibull_censored_outward(u, lower, upper)
  )
  for (turn in seq_len(2) - 1) {
    last <- u + span * (1 - 2 * turn)
    found_3 <- .weibull_censored_equation_shape(
      t, d, sum_d, sum_h, .weibull_censored_outward(last, lower, upper)
    )
    f_last <- found_3[1]
    shift <- 1 - 2 * turn
    while (isTRUE(is.finite(f_last) && abs(last) < limit_1)) {
      new <- pmax(pmin(last + shift, limit_1), -limit_1)
      found_4 <- .weibull_censored_equation_shape(
        t, d, sum_d, sum_h, .weibull_censored_outward(new, lower, upper)
      )
      f <- found_4[1]
      if (isTRUE(is.finite(f) && (f > 0) != (f_last > 0))) {
        t_ <- .weibull_censored_zero_shape(
          t, d, sum_d, sum_h, last, f_last, new, f, lower, upper
        )
        height <- .weibull_censored_rate_shape(t, d, sum_h, sum_d, t_)
        v <- .weibull_censored_inward(t_, lower, upper)
        below <- .weibull_censored_rate_shape(
          t, d, sum_h, sum_d, .weibull_censored_outward(v - 1, lower, upper)
        )
        above <- .weibull_censored_rate_shape(
          t, d, sum_h, sum_d, .weibull_censored_outward(v + 1, lower, upper)
        )
        gap <- height - pmax(below, above)
        if (isTRUE(height > best && gap > 1e-10 * (1 + abs(height)))) {
          best <- height
          chosen <- t_
        }
      }
      last <- new
      f_last <- f
      shift <- 1.5 * shift
    }
  }
  chosen
}

# The log-likelihood as a function of shape, scale.
.weibull_censored_value_joint <- function(t, d, sum_d, sum_h, shape, scale) {
  sum_h_9 <- sum((t / scale)^shape)
  t_19 <- shape - 1
  part_5 <- t_19 * sum_h + .weibull_censored_xlogy(-sum_d, scale) +
    .weibull_censored_xlogy(sum_d, shape)
  part_5 + .weibull_censored_xlogy(-t_19 * sum_d, scale) - sum_h_9
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.weibull_censored_derivatives_joint <- function(
    t, d, sum_d, sum_h, shape, scale
) {
  t_24 <- t / scale
  t_25 <- t_24^shape
  t_26 <- log(t_24)
  sum_h_12 <- sum(t_25)
  sum_h_13 <- sum(t_25 * t_26)
  sum_h_14 <- sum(t_26^2 * t_25)
  t_27 <- shape - 1
  t_28 <- .weibull_censored_xlogy(-sum_d, scale)
  t_29 <- t_27 * sum_d
  t_30 <- 1 / scale
  t_31 <- t_30 * sum_d
  t_32 <- shape^2
  t_33 <- 1 / scale^2
  t_34 <- t_33 * sum_h_12
  c(
    t_27 * sum_h + t_28 + .weibull_censored_xlogy(-t_29, scale) +
      .weibull_censored_xlogy(sum_d, shape) - sum_h_12,
    t_28 + sum_h + sum_d / shape - sum_h_13,
    shape * t_30 * sum_h_12 - t_29 * t_30 - t_31,
    -sum_h_14 - sum_d / t_32,
    t_30 * sum_h_12 + shape * t_30 * sum_h_13 - t_31,
    t_29 * t_33 + t_33 * sum_d - t_32 * t_34 - shape * t_34
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.weibull_censored_surface_joint <- function(t, d, sum_d, sum_h, n, u_1, u_2) {
  shape <- .weibull_censored_outward(u_1, 0, Inf)
  stretch_1 <- .weibull_censored_stretch(u_1, 0, Inf)
  scale <- .weibull_censored_outward(u_2, 0, Inf)
  stretch_2 <- .weibull_censored_stretch(u_2, 0, Inf)
  found_6 <- .weibull_censored_derivatives_joint(
    t, d, sum_d, sum_h, shape, scale
  )
  height <- found_6[1]
  g_1 <- found_6[2]
  g_2 <- found_6[3]
  h_1_1 <- found_6[4]
  h_2_1 <- found_6[5]
  h_2_2 <- found_6[6]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -h_1_1 * stretch_1 * stretch_1 / n -
      g_1 * .weibull_censored_bend(u_1, 0, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .weibull_censored_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.weibull_censored_climb_joint <- function(
    t, d, sum_d, sum_h, n, start_1, start_2
) {
  u_1 <- .weibull_censored_inward(start_1, 0, Inf)
  u_2 <- .weibull_censored_inward(start_2, 0, Inf)
  found_7 <- .weibull_censored_surface_joint(t, d, sum_d, sum_h, n, u_1, u_2)
  f <- found_7[1]
  g_1 <- found_7[2]
  g_2 <- found_7[3]
  h_1_1 <- found_7[4]
  h_2_1 <- found_7[5]
  h_2_2 <- found_7[6]
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
    found_8 <- .weibull_censored_surface_joint(
      t, d, sum_d, sum_h, n, u_1 + step_1, u_2 + step_2
    )
    f_new <- found_8[1]
    g_1_new <- found_8[2]
    g_2_new <- found_8[3]
    h_1_1_new <- found_8[4]
    h_2_1_new <- found_8[5]
    h_2_2_new <- found_8[6]
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
  if (isTRUE(abs(d_1) <= 1e-09)) {
    return(c(-Inf, start_1, start_2))
  }
  l_2_1 <- h_2_1 / d_1
  d_2 <- h_2_2 - l_2_1 * l_2_1 * d_1
  if (isTRUE(abs(d_2) <= 1e-09)) {
    return(c(-Inf, start_1, start_2))
  }
  c(
    -f,
    .weibull_censored_outward(u_1, 0, Inf),
    .weibull_censored_outward(u_2, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.weibull_censored_maximise_joint <- function(t, d, sum_d, sum_h, n) {
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(1) - 1) {
    rated <- -Inf
    reached_1 <- 1
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .weibull_censored_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .weibull_censored_choose(at, 1, 0.1, 0.3, 0.7, 2, 5, 20)
      seed <- .weibull_censored_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .weibull_censored_choose(at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4)
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1) && draw_2 > 0 &&
        is.finite(draw_2))) {
        height <- .weibull_censored_value_joint(
          t, d, sum_d, sum_h, draw_1, draw_2
        )
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_9 <- .weibull_censored_climb_joint(
      t, d, sum_d, sum_h, n, reached_1, reached_2
    )
    height <- found_9[1]
    reached_1 <- found_9[2]
    reached_2 <- found_9[3]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
    }
  }
  c(chosen_1, chosen_2)
}

# The estimate, in the order of the parameters.
.weibull_censored_solve <- function(t, d) {
  n <- length(t)
  sum_h <- sum(.weibull_censored_xlogy(d, t))
  sum_d <- sum(d)
  shape <- .weibull_censored_root_shape(t, d, sum_d, sum_h, 0, Inf, NaN)
  sum_h_5 <- sum(t^shape)
  scale <- (sum_h_5 / sum_d)^(1 / shape)
  if (!isTRUE(is.finite(shape) && is.finite(scale) && shape > 0 && scale > 0)) {
    found_10 <- .weibull_censored_maximise_joint(t, d, sum_d, sum_h, n)
    shape <- found_10[1]
    scale <- found_10[2]
  }
  c(shape, scale)
}

# 1 and the limits where no maximum exists, else 0.
.weibull_censored_limits <- function(t, d) {
  sum_h <- sum(.weibull_censored_xlogy(d, t))
  sum_d <- sum(d)
  max_t <- max(t)
  if (!isTRUE(sum_d * log(max_t) - sum_h > 0)) {
    return(c(1, Inf, NaN))
  }
  c(0, NaN, NaN)
}

# A centre and a spread with which the data are standardised.
.weibull_censored_units_t <- function(t, d) {
  n <- length(t)
  half <- .weibull_censored_level(abs(t), 0.5)
  total <- sum(t)
  largest <- max(abs(t))
  mean <- total / n
  squares <- sum((t - mean)^2)
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
.weibull_censored_log_likelihood <- function(t, d, sum_d, sum_h, shape, scale) {
  sum_h_9 <- sum((t / scale)^shape)
  t_19 <- shape - 1
  part_11 <- t_19 * sum_h + .weibull_censored_xlogy(-sum_d, scale) +
    .weibull_censored_xlogy(sum_d, shape)
  part_11 + .weibull_censored_xlogy(-t_19 * sum_d, scale) - sum_h_9
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.weibull_censored_nll <- function(t, d, shape, scale) {
  if (!isTRUE(shape > 0 && is.finite(shape) && scale > 0 && is.finite(scale))) {
    return(Inf)
  }
  sum_h <- sum(.weibull_censored_xlogy(d, t))
  sum_d <- sum(d)
  -.weibull_censored_log_likelihood(t, d, sum_d, sum_h, shape, scale)
}

# The gradient of the log-likelihood.
.weibull_censored_score <- function(t, d, sum_d, sum_h, shape, scale) {
  t_20 <- t / scale
  t_21 <- t_20^shape
  sum_h_10 <- sum(t_21 * log(t_20))
  sum_h_11 <- sum(t_21)
  t_22 <- 1 / scale
  t_23 <- t_22 * sum_d
  c(
    sum_h + sum_d / shape + .weibull_censored_xlogy(-sum_d, scale) - sum_h_10,
    shape * t_22 * sum_h_11 - (shape - 1) * t_23 - t_23
  )
}

# The gradient of nll; nan outside the domain or the support.
.weibull_censored_gradient <- function(t, d, shape, scale) {
  if (!isTRUE(shape > 0 && is.finite(shape) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN))
  }
  sum_h <- sum(.weibull_censored_xlogy(d, t))
  sum_d <- sum(d)
  found_12 <- .weibull_censored_score(t, d, sum_d, sum_h, shape, scale)
  g_1 <- found_12[1]
  g_2 <- found_12[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.weibull_censored_curvature <- function(t, d, sum_d, shape, scale) {
  t_24 <- t / scale
  t_25 <- t_24^shape
  t_26 <- log(t_24)
  sum_h_12 <- sum(t_25)
  sum_h_13 <- sum(t_25 * t_26)
  sum_h_14 <- sum(t_26^2 * t_25)
  t_27 <- shape - 1
  t_29 <- t_27 * sum_d
  t_30 <- 1 / scale
  t_31 <- t_30 * sum_d
  t_32 <- shape^2
  t_33 <- 1 / scale^2
  t_34 <- t_33 * sum_h_12
  c(
    -sum_h_14 - sum_d / t_32,
    t_30 * sum_h_12 + shape * t_30 * sum_h_13 - t_31,
    t_29 * t_33 + t_33 * sum_d - t_32 * t_34 - shape * t_34
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.weibull_censored_hessian <- function(t, d, shape, scale) {
  if (!isTRUE(shape > 0 && is.finite(shape) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN, NaN))
  }
  sum_d <- sum(d)
  found_13 <- .weibull_censored_curvature(t, d, sum_d, shape, scale)
  h_1 <- found_13[1]
  h_2 <- found_13[2]
  h_3 <- found_13[3]
  c(-h_1, -h_2, -h_3)
}
