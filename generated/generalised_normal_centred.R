# Maximum-likelihood estimation: Generalised normal distribution centred at
# zero.
#
#   f(x; scale, shape) =
#       shape/(2*scale*gamma(1/shape))*exp(-(Abs(x)/scale)**shape)
#   support: real
#   scale: positive
#   shape: positive
#
# Log-likelihood:
#
#   (-log(2*scale) + log(shape) - loggamma(1/shape))*n -
#       sum(Abs(x)**shape)/scale**shape
#
# Estimator (reduced):
#
#   shape = the solution of -sum(log(Abs(x))*Abs(x)**shape)/sum(Abs(x)**shape)
#       + 1 + log(shape*sum(Abs(x)**shape)/n)/shape + polygamma(0,
#       1/shape)/shape = 0
#   scale = (shape*sum(Abs(x)**shape)/n)**(1/shape)
#
# Source:
#
#   Subbotin (1923), On the law of frequency of error, Mat. Sb. 31, 296-301
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
mle_generalised_normal_centred <- function(x) {
  x <- .generalised_normal_centred_column(x, "x")
  labels <- c("scale", "shape")
  units_x <- .generalised_normal_centred_units_x(x)
  estimate <- .generalised_normal_centred_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_generalised_normal_centred(x, estimate)
    information <- hessian_generalised_normal_centred(x, estimate)
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
#' @param parameters numeric vector: scale, shape, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_generalised_normal_centred <- function(x, parameters) {
  x <- .generalised_normal_centred_column(x, "x")
  .generalised_normal_centred_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, shape, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_generalised_normal_centred <- function(x, parameters) {
  x <- .generalised_normal_centred_column(x, "x")
  .generalised_normal_centred_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, shape, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_generalised_normal_centred <- function(x, parameters) {
  x <- .generalised_normal_centred_column(x, "x")
  triangle <- .generalised_normal_centred_hessian(
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
#' @param parameters numeric vector: scale, shape, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_generalised_normal_centred <- function(x, parameters) {
  x <- .generalised_normal_centred_column(x, "x")
  scale <- parameters[[1]]
  shape <- parameters[[2]]
  t_20 <- 1 / scale
  t_21 <- 1 / shape
  t_22 <- t_20 * abs(x)
  t_23 <- t_22^shape
  score_1 <- rep_len(shape * t_20 * t_23 - t_20, length(x))
  score_2 <- rep_len(
    t_21 + digamma(t_21) / shape^2 - t_23 * log(t_22), length(x)
  )
  out <- cbind(score_1, score_2)
  colnames(out) <- c("scale", "shape")
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.generalised_normal_centred_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.generalised_normal_centred_column <- function(values, name) {
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

# The remainder of a/b that has the sign of b.
.generalised_normal_centred_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.generalised_normal_centred_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.generalised_normal_centred_outward <- function(u, lower, upper) {
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
.generalised_normal_centred_inward <- function(t, lower, upper) {
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
.generalised_normal_centred_stretch <- function(u, lower, upper) {
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
.generalised_normal_centred_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .generalised_normal_centred_stretch(u, lower, upper) *
        (1 - e) / (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.generalised_normal_centred_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.generalised_normal_centred_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.generalised_normal_centred_choose <- function(at, a, b, c_1, d, e, f, g) {
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
.generalised_normal_centred_equation_shape <- function(x, n, shape) {
  t <- abs(x)
  t_1 <- t^shape
  t_2 <- log(t)
  sum_h <- sum(t_1)
  sum_h_1 <- sum(t_1 * t_2)
  sum_h_2 <- sum(t_2^2 * t_1)
  t_3 <- 1 / shape
  t_4 <- 1 / n
  t_5 <- t_4 * sum_h
  t_6 <- log(shape * t_5)
  t_7 <- digamma(t_3)
  t_8 <- 1 / sum_h
  t_9 <- 1 / shape^2
  part_1 <- (shape * t_4 * sum_h_1 + t_5) * t_8 * t_9 * n +
    sum_h_1^2 / sum_h^2 - t_6 * t_9 - t_7 * t_9 - t_8 * sum_h_2
  c(
    t_3 * t_6 + t_3 * t_7 + 1 - t_8 * sum_h_1,
    part_1 - trigamma(t_3) / (shape * shape * shape)
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.generalised_normal_centred_zero_shape <- function(
    x, n, near, f_near, far, f_far, lower, upper
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
    found_2 <- .generalised_normal_centred_equation_shape(
      x, n, .generalised_normal_centred_outward(u, lower, upper)
    )
    f <- found_2[1]
    slope <- found_2[2]
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
    if (isTRUE(.generalised_normal_centred_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .generalised_normal_centred_stretch(u, lower, upper))
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
  .generalised_normal_centred_outward(u, lower, upper)
}

# The log-likelihood as a function of shape alone.
.generalised_normal_centred_rate_shape <- function(x, n, shape) {
  sum_h_3 <- sum(abs(x)^shape)
  (
    log(shape) - log(2 * (shape * sum_h_3 / n)^(1 / shape)) -
      lgamma(1 / shape) - 1 / shape
  ) * n
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates; else a peak beyond.
.generalised_normal_centred_root_shape <- function(x, n, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .generalised_normal_centred_inward(start, lower, upper)
  }
  limit_1 <- .generalised_normal_centred_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_3 <- .generalised_normal_centred_equation_shape(
      x, n, .generalised_normal_centred_outward(new, lower, upper)
    )
    f <- found_3[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .generalised_normal_centred_zero_shape(
        x, n, last, f_last, new, f, lower, upper
      )
      height <- .generalised_normal_centred_rate_shape(x, n, t)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      height <- .generalised_normal_centred_rate_shape(
        x, n, .generalised_normal_centred_outward(new, lower, upper)
      )
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .generalised_normal_centred_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  if (
    isTRUE(
      best > -Inf || .generalised_normal_centred_unbounded(lower, upper) > 0
    )
  ) {
    return(chosen)
  }
  best <- .generalised_normal_centred_rate_shape(
    x, n, .generalised_normal_centred_outward(u, lower, upper)
  )
  for (turn in seq_len(2) - 1) {
    last <- u + span * (1 - 2 * turn)
    found_4 <- .generalised_normal_centred_equation_shape(
      x, n, .generalised_normal_centred_outward(last, lower, upper)
    )
    f_last <- found_4[1]
    shift <- 1 - 2 * turn
    while (isTRUE(is.finite(f_last) && abs(last) < limit_1)) {
      new <- pmax(pmin(last + shift, limit_1), -limit_1)
      found_5 <- .generalised_normal_centred_equation_shape(
        x, n, .generalised_normal_centred_outward(new, lower, upper)
      )
      f <- found_5[1]
      if (isTRUE(is.finite(f) && (f > 0) != (f_last > 0))) {
        t <- .generalised_normal_centred_zero_shape(
          x, n, last, f_last, new, f, lower, upper
        )
        height <- .generalised_normal_centred_rate_shape(x, n, t)
        v <- .generalised_normal_centred_inward(t, lower, upper)
        below <- .generalised_normal_centred_rate_shape(
          x, n, .generalised_normal_centred_outward(v - 1, lower, upper)
        )
        above <- .generalised_normal_centred_rate_shape(
          x, n, .generalised_normal_centred_outward(v + 1, lower, upper)
        )
        gap <- height - pmax(below, above)
        if (isTRUE(height > best && gap > 1e-10 * (1 + abs(height)))) {
          best <- height
          chosen <- t
        }
      }
      last <- new
      f_last <- f
      shift <- 1.5 * shift
    }
  }
  chosen
}

# The log-likelihood as a function of scale, shape.
.generalised_normal_centred_value_joint <- function(x, n, scale, shape) {
  sum_h_8 <- sum((abs(x) / scale)^shape)
  n * log(shape) - n * log(2 * scale) - n * lgamma(1 / shape) - sum_h_8
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.generalised_normal_centred_derivatives_joint <- function(x, n, scale, shape) {
  t_28 <- abs(x) / scale
  t_29 <- t_28^shape
  t_30 <- log(t_28)
  sum_h_11 <- sum(t_29)
  sum_h_12 <- sum(t_29 * t_30)
  sum_h_13 <- sum(t_30^2 * t_29)
  t_31 <- 1 / shape
  t_32 <- 1 / scale
  t_33 <- digamma(t_31)
  t_34 <- shape^2
  t_35 <- n / t_34
  t_36 <- 1 / scale^2
  t_37 <- t_36 * sum_h_11
  c(
    n * log(shape) - n * log(2 * scale) - n * lgamma(t_31) - sum_h_11,
    shape * t_32 * sum_h_11 - t_32 * n,
    t_31 * n + t_33 * t_35 - sum_h_12,
    t_36 * n - t_34 * t_37 - shape * t_37,
    t_32 * sum_h_11 + shape * t_32 * sum_h_12,
    -2 * t_33 * n / (shape * shape * shape) -
      n * trigamma(t_31) / (shape * shape * shape * shape) - t_35 - sum_h_13
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.generalised_normal_centred_surface_joint <- function(x, n, u_1, u_2) {
  scale <- .generalised_normal_centred_outward(u_1, 0, Inf)
  stretch_1 <- .generalised_normal_centred_stretch(u_1, 0, Inf)
  shape <- .generalised_normal_centred_outward(u_2, 0, Inf)
  stretch_2 <- .generalised_normal_centred_stretch(u_2, 0, Inf)
  found_6 <- .generalised_normal_centred_derivatives_joint(x, n, scale, shape)
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
      g_1 * .generalised_normal_centred_bend(u_1, 0, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .generalised_normal_centred_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.generalised_normal_centred_climb_joint <- function(x, n, start_1, start_2) {
  u_1 <- .generalised_normal_centred_inward(start_1, 0, Inf)
  u_2 <- .generalised_normal_centred_inward(start_2, 0, Inf)
  found_7 <- .generalised_normal_centred_surface_joint(x, n, u_1, u_2)
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
    found_8 <- .generalised_normal_centred_surface_joint(
      x, n, u_1 + step_1, u_2 + step_2
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
    .generalised_normal_centred_outward(u_1, 0, Inf),
    .generalised_normal_centred_outward(u_2, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.generalised_normal_centred_maximise_joint <- function(x, n) {
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 1
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .generalised_normal_centred_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .generalised_normal_centred_choose(
        at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4
      )
      seed <- .generalised_normal_centred_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .generalised_normal_centred_choose(
        at, 1, 0.1, 0.3, 0.7, 2, 5, 20
      )
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1) && draw_2 > 0 &&
        is.finite(draw_2))) {
        height <- .generalised_normal_centred_value_joint(x, n, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_9 <- .generalised_normal_centred_climb_joint(
      x, n, reached_1, reached_2
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
.generalised_normal_centred_solve <- function(x) {
  n <- length(x)
  shape <- .generalised_normal_centred_root_shape(x, n, 0, Inf, NaN)
  sum_h_4 <- sum(abs(x)^shape)
  scale <- (shape * sum_h_4 / n)^(1 / shape)
  if (!isTRUE(is.finite(scale) && is.finite(shape) && scale > 0 && shape > 0)) {
    found_10 <- .generalised_normal_centred_maximise_joint(x, n)
    scale <- found_10[1]
    shape <- found_10[2]
  }
  c(scale, shape)
}

# A centre and a spread with which the data are standardised.
.generalised_normal_centred_units_x <- function(x) {
  n <- length(x)
  half <- .generalised_normal_centred_level(abs(x), 0.5)
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
.generalised_normal_centred_log_likelihood <- function(x, n, scale, shape) {
  sum_h_8 <- sum((abs(x) / scale)^shape)
  n * log(shape) - n * log(2 * scale) - n * lgamma(1 / shape) - sum_h_8
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.generalised_normal_centred_nll <- function(x, scale, shape) {
  if (!isTRUE(scale > 0 && is.finite(scale) && shape > 0 && is.finite(shape))) {
    return(Inf)
  }
  n <- length(x)
  -.generalised_normal_centred_log_likelihood(x, n, scale, shape)
}

# The gradient of the log-likelihood.
.generalised_normal_centred_score <- function(x, n, scale, shape) {
  t_24 <- abs(x) / scale
  t_25 <- t_24^shape
  sum_h_9 <- sum(t_25)
  sum_h_10 <- sum(t_25 * log(t_24))
  t_26 <- 1 / scale
  t_27 <- 1 / shape
  c(
    shape * t_26 * sum_h_9 - t_26 * n,
    t_27 * n + n * digamma(t_27) / shape^2 - sum_h_10
  )
}

# The gradient of nll; nan outside the domain or the support.
.generalised_normal_centred_gradient <- function(x, scale, shape) {
  if (!isTRUE(scale > 0 && is.finite(scale) && shape > 0 && is.finite(shape))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_11 <- .generalised_normal_centred_score(x, n, scale, shape)
  g_1 <- found_11[1]
  g_2 <- found_11[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.generalised_normal_centred_curvature <- function(x, n, scale, shape) {
  t_28 <- abs(x) / scale
  t_29 <- t_28^shape
  t_30 <- log(t_28)
  sum_h_11 <- sum(t_29)
  sum_h_12 <- sum(t_29 * t_30)
  sum_h_13 <- sum(t_30^2 * t_29)
  t_31 <- 1 / shape
  t_32 <- 1 / scale
  t_33 <- digamma(t_31)
  t_34 <- shape^2
  t_35 <- n / t_34
  t_36 <- 1 / scale^2
  t_37 <- t_36 * sum_h_11
  c(
    t_36 * n - t_34 * t_37 - shape * t_37,
    t_32 * sum_h_11 + shape * t_32 * sum_h_12,
    -2 * t_33 * n / (shape * shape * shape) -
      n * trigamma(t_31) / (shape * shape * shape * shape) - t_35 - sum_h_13
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.generalised_normal_centred_hessian <- function(x, scale, shape) {
  if (!isTRUE(scale > 0 && is.finite(scale) && shape > 0 && is.finite(shape))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_12 <- .generalised_normal_centred_curvature(x, n, scale, shape)
  h_1 <- found_12[1]
  h_2 <- found_12[2]
  h_3 <- found_12[3]
  c(-h_1, -h_2, -h_3)
}
