# Maximum-likelihood estimation: Skew normal distribution.
#
#   f(x; location, scale, shape) = 1/(scale*sqrt(2*pi))*exp(-(x-
#       location)**2/(2*scale**2))*(1+erf(shape*(x-location)/(scale*sqrt(2))))
#   support: real
#   location: real
#   scale: positive
#   shape: real
#
# Log-likelihood:
#
#   (-log(scale) - log(2*pi)/2)*n + sum(log(erf(sqrt(2)*shape*(x -
#       location)/(2*scale)) + 1)) - sum((x - location)**2)/(2*scale**2)
#
# Estimator (numeric):
#
#   location, shape = the joint maximiser of the log-likelihood
#   scale = sqrt(sum((x - location)**2))/sqrt(n)
#
# Source:
#
#   Azzalini (1985), A class of distributions which includes the normal ones,
#       Scand. J. Statist. 12, 171-178
#   Azzalini, Capitanio (1999), Statistical applications of the multivariate
#       skew normal distribution, J. Roy. Statist. Soc. B 61, 579-602
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
mle_skew_normal <- function(x) {
  x <- .skew_normal_column(x, "x")
  labels <- c("location", "scale", "shape")
  units_x <- .skew_normal_units_x(x)
  estimate <- .skew_normal_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1] + units_x[1]
  estimate[2] <- units_x[2] * estimate[2]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 3, 3, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_skew_normal(x, estimate)
    information <- hessian_skew_normal(x, estimate)
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
#' @param parameters numeric vector: location, scale, shape, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_skew_normal <- function(x, parameters) {
  x <- .skew_normal_column(x, "x")
  .skew_normal_nll(x, parameters[[1]], parameters[[2]], parameters[[3]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: location, scale, shape, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_skew_normal <- function(x, parameters) {
  x <- .skew_normal_column(x, "x")
  .skew_normal_gradient(x, parameters[[1]], parameters[[2]], parameters[[3]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: location, scale, shape, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_skew_normal <- function(x, parameters) {
  x <- .skew_normal_column(x, "x")
  triangle <- .skew_normal_hessian(
    x, parameters[[1]], parameters[[2]], parameters[[3]]
  )
  out <- matrix(0, 3, 3)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: location, scale, shape, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_skew_normal <- function(x, parameters) {
  x <- .skew_normal_column(x, "x")
  location <- parameters[[1]]
  scale <- parameters[[2]]
  shape <- parameters[[3]]
  t_66 <- 1 / scale^2
  t_67 <- sqrt(2)
  t_68 <- 1 / scale
  t_69 <- shape * t_67 * t_68
  t_70 <- x - location
  t_71 <- .skew_normal_mills(-0.5 * t_69 * t_70) / sqrt(pi)
  t_72 <- t_67 * t_70 * t_71
  score_1 <- rep_len(
    -0.5 * t_66 * (2 * location - 2 * x) - t_69 * t_71, length(x)
  )
  score_2 <- rep_len(
    t_70^2 / (scale * scale * scale) - shape * t_66 * t_72 - t_68, length(x)
  )
  score_3 <- rep_len(t_68 * t_72, length(x))
  out <- cbind(score_1, score_2, score_3)
  colnames(out) <- c("location", "scale", "shape")
  out
}

# log erfc(w); erfc itself underflows beyond w = 27.
.skew_normal_log_erfc <- function(w) {
  log(2) + stats::pnorm(-sqrt(2) * w, log.p = TRUE)
}

# exp(-w^2)/erfc(w).
.skew_normal_mills <- function(w) {
  v <- pmax(w, 1)
  far <- sqrt(pi) * v / (1 - 1 / (2 * v^2) + 3 / (4 * v^4) - 15 / (8 * v^6))
  ifelse(
    w > 100, far, exp(-pmin(w, 100)^2 - .skew_normal_log_erfc(pmin(w, 100)))
  )
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.skew_normal_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.skew_normal_column <- function(values, name) {
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
.skew_normal_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.skew_normal_outward <- function(u, lower, upper) {
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
.skew_normal_inward <- function(t, lower, upper) {
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
.skew_normal_stretch <- function(u, lower, upper) {
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
.skew_normal_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(-sign(u) * .skew_normal_stretch(u, lower, upper) * (1 - e) / (1 + e))
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.skew_normal_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.skew_normal_choose <- function(at, a, b, c_1, d, e, f, g) {
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
.skew_normal_erfcx <- function(w) {
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
.skew_normal_erfcx <- Vectorize(.skew_normal_erfcx)

# The log-likelihood as a function of location, shape.
.skew_normal_value_location_shape <- function(
    x, n, sum_x_2, sum_x, location, shape
) {
  sum_h <- sum((x - location)^2)
  t <- sqrt(2)
  t_1 <- 1 / sqrt(sum_h)
  t_2 <- sqrt(n)
  sum_h_1 <- sum(
    .skew_normal_log_erfc(
      0.5 * location * shape * t * t_1 * t_2 - 0.5 * shape * t * t_1 * t_2 * x
    )
  )
  t_3 <- 1 / sum_h
  t_4 <- 0.5 * t_3
  location * t_3 * sum_x * n +
    (-log(sqrt(sum_h) / sqrt(n)) - 0.5 * log(2 * pi)) * n + sum_h_1 -
    location^2 * n^2 * t_4 - t_4 * sum_x_2 * n
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.skew_normal_derivatives_location_shape <- function(
    x, n, sum_x, sum_x_2, location, shape
) {
  t_5 <- x - location
  sum_h_2 <- sum(t_5^2)
  sum_h_3 <- sum(t_5)
  t_6 <- sqrt(2)
  t_7 <- shape * t_6
  t_8 <- 1 / sqrt(sum_h_2)
  t_9 <- sqrt(n)
  t_10 <- t_8 * t_9
  t_11 <- t_7 * t_10
  t_12 <- 0.5 * t_11
  t_13 <- 0.5 * location * shape * t_6 * t_8 * t_9 - t_12 * x
  t_14 <- 1 / sum_h_2^1.5
  t_15 <- t_7 * t_14
  t_16 <- t_9 * sum_h_3
  t_17 <- t_16 * t_15
  t_18 <- location * t_17
  t_19 <- .skew_normal_mills(t_13) / sqrt(pi)
  t_20 <- t_6 * t_10
  t_21 <- t_20 * x
  t_22 <- t_21 - location * t_20
  t_23 <- 0.5 * x
  t_24 <- n^1.5 * t_15
  t_25 <- 0.5 * location
  t_26 <- 1.5 * sum_h_3^2 * t_7 * t_9 / sum_h_2^2.5
  t_27 <- 0.5 * t_18 + t_12 - 0.5 * t_17 * x
  t_28 <- t_19 * (t_11 * x + 2 * t_19 - location * t_11)
  t_29 <- t_6 * t_16 * t_14
  sum_h_4 <- sum(.skew_normal_log_erfc(t_13))
  sum_h_5 <- sum(t_19 * (shape * t_6 * t_9 * t_14 * sum_h_3 * x - t_18 - t_11))
  sum_h_6 <- sum(t_19 * t_22)
  sum_h_7 <- sum(
    t_19 * (t_17 + t_23 * t_24 + location * t_26 - t_26 * x - t_24 * t_25) +
      t_27^2 * t_28
  )
  sum_h_8 <- sum(
    (0.5 * t_20 + t_25 * t_29 - t_23 * t_29) * t_19 +
      (0.5 * location * t_6 * t_8 * t_9 - 0.5 * t_21) * t_27 * t_28
  )
  sum_h_9 <- sum(t_22^2 * t_28)
  t_30 <- location^2
  t_31 <- 1 / sum_h_2
  t_32 <- n^2
  t_33 <- t_31 * t_32
  t_34 <- t_31 * n
  t_35 <- t_34 * sum_x
  t_36 <- 1 / sum_h_2^2
  t_37 <- t_32 * sum_h_3
  t_38 <- sum_h_3 * n
  t_39 <- 2 * location * t_36 * sum_x
  t_40 <- sum_h_3^2
  t_41 <- 1 / (sum_h_2 * sum_h_2 * sum_h_2)
  t_42 <- 4 * t_41
  part_1 <- n * n * n * t_30 * t_36 + 8 * location * t_40 * t_41 * sum_x * n +
    2 * t_40 * t_36 * n + 4 * t_36 * sum_x * sum_h_3 * n
  part_2 <- part_1 + t_32 * t_36 * sum_x_2 - t_40 * t_42 * sum_x_2 * n -
    t_30 * t_40 * t_42 * t_32 - t_32 * t_39 - 2 * t_33
  c(
    (-log(sqrt(sum_h_2) / sqrt(n)) - 0.5 * log(2 * pi)) * n + location * t_35 +
      sum_h_4 - 0.5 * t_30 * t_33 - 0.5 * t_34 * sum_x_2,
    t_34 * sum_h_3 + t_35 + t_38 * t_39 + sum_h_5 - t_30 * t_36 * t_37 -
      location * t_33 - t_36 * t_38 * sum_x_2,
    sum_h_6,
    part_2 - 4 * location * t_36 * t_37 - 2 * sum_h_7,
    -2 * sum_h_8,
    -0.5 * sum_h_9
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.skew_normal_surface_location_shape <- function(
    x, n, sum_x, sum_x_2, u_1, u_2
) {
  location <- .skew_normal_outward(u_1, -Inf, Inf)
  stretch_1 <- .skew_normal_stretch(u_1, -Inf, Inf)
  shape <- .skew_normal_outward(u_2, -Inf, Inf)
  stretch_2 <- .skew_normal_stretch(u_2, -Inf, Inf)
  found_3 <- .skew_normal_derivatives_location_shape(
    x, n, sum_x, sum_x_2, location, shape
  )
  height <- found_3[1]
  g_1 <- found_3[2]
  g_2 <- found_3[3]
  h_1_1 <- found_3[4]
  h_2_1 <- found_3[5]
  h_2_2 <- found_3[6]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -h_1_1 * stretch_1 * stretch_1 / n -
      g_1 * .skew_normal_bend(u_1, -Inf, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .skew_normal_bend(u_2, -Inf, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.skew_normal_climb_location_shape <- function(
    x, n, sum_x, sum_x_2, start_1, start_2
) {
  u_1 <- .skew_normal_inward(start_1, -Inf, Inf)
  u_2 <- .skew_normal_inward(start_2, -Inf, Inf)
  found_4 <- .skew_normal_surface_location_shape(x, n, sum_x, sum_x_2, u_1, u_2)
  f <- found_4[1]
  g_1 <- found_4[2]
  g_2 <- found_4[3]
  h_1_1 <- found_4[4]
  h_2_1 <- found_4[5]
  h_2_2 <- found_4[6]
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
    found_5 <- .skew_normal_surface_location_shape(
      x, n, sum_x, sum_x_2, u_1 + step_1, u_2 + step_2
    )
    f_new <- found_5[1]
    g_1_new <- found_5[2]
    g_2_new <- found_5[3]
    h_1_1_new <- found_5[4]
    h_2_1_new <- found_5[5]
    h_2_2_new <- found_5[6]
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
  if (isTRUE(abs(d_2) <= 0)) {
    return(c(-Inf, start_1, start_2))
  }
  c(
    -f,
    .skew_normal_outward(u_1, -Inf, Inf),
    .skew_normal_outward(u_2, -Inf, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.skew_normal_maximise_location_shape <- function(x, n, sum_x, sum_x_2) {
  lowest_x <- .skew_normal_level(x, 0.05)
  low_x <- .skew_normal_level(x, 0.25)
  middle_x <- .skew_normal_level(x, 0.5)
  high_x <- .skew_normal_level(x, 0.75)
  highest_x <- .skew_normal_level(x, 0.95)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- middle_x
    reached_2 <- 0
    for (pick in seq_len(40) - 1) {
      seed <- .skew_normal_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .skew_normal_choose(
        at, middle_x, low_x, high_x, lowest_x, highest_x, middle_x, middle_x
      )
      seed <- .skew_normal_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .skew_normal_choose(at, 0, 0.5, -0.5, 1, -1, 2.5, -2.5)
      height <- -Inf
      if (is.finite(draw_1) && is.finite(draw_2)) {
        height <- .skew_normal_value_location_shape(
          x, n, sum_x_2, sum_x, draw_1, draw_2
        )
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_6 <- .skew_normal_climb_location_shape(
      x, n, sum_x, sum_x_2, reached_1, reached_2
    )
    height <- found_6[1]
    reached_1 <- found_6[2]
    reached_2 <- found_6[3]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
    }
  }
  c(chosen_1, chosen_2)
}

# The estimate, in the order of the parameters.
.skew_normal_solve <- function(x) {
  n <- length(x)
  sum_x_2 <- sum(x^2)
  sum_x <- sum(x)
  found_7 <- .skew_normal_maximise_location_shape(x, n, sum_x, sum_x_2)
  location <- found_7[1]
  shape <- found_7[2]
  t_43 <- x - location
  sum_h_10 <- sum(t_43^2)
  scale <- sqrt(sum_h_10) / sqrt(n)
  c(location, scale, shape)
}

# A centre and a spread with which the data are standardised.
.skew_normal_units_x <- function(x) {
  n <- length(x)
  quarter <- .skew_normal_level(x, 0.25)
  half <- .skew_normal_level(x, 0.5)
  rest <- .skew_normal_level(x, 0.75)
  total <- sum(x)
  largest <- max(abs(x))
  mean <- total / n
  squares <- sum((x - mean)^2)
  spread <- 0.74 * (rest - quarter)
  if (!isTRUE(spread > 0)) {
    spread <- sqrt(squares / n)
  }
  if (!isTRUE(spread > 0)) {
    spread <- largest
  }
  if (!isTRUE(spread > 0)) {
    spread <- 1
  }
  c(half, spread)
}

# The log-likelihood, every constant included.
.skew_normal_log_likelihood <- function(x, n, location, scale, shape) {
  t_73 <- x - location
  sum_h_18 <- sum(t_73^2)
  sum_h_19 <- sum(.skew_normal_log_erfc(-0.5 * shape * sqrt(2) * t_73 / scale))
  sum_h_19 - n * log(scale) - 0.5 * n * log(2 * pi) - 0.5 * sum_h_18 / scale^2
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.skew_normal_nll <- function(x, location, scale, shape) {
  if (!isTRUE(is.finite(location) && scale > 0 && is.finite(scale) &&
    is.finite(shape))) {
    return(Inf)
  }
  n <- length(x)
  -.skew_normal_log_likelihood(x, n, location, scale, shape)
}

# The gradient of the log-likelihood.
.skew_normal_score <- function(x, n, location, scale, shape) {
  t_74 <- x - location
  t_75 <- .skew_normal_mills(-0.5 * shape * sqrt(2) * t_74 / scale)
  sum_h_20 <- sum(t_74)
  sum_h_21 <- sum(t_75)
  sum_h_22 <- sum(t_74^2)
  sum_h_23 <- sum(t_74 * t_75)
  t_76 <- 1 / scale^2
  t_77 <- 1 / scale
  t_78 <- sqrt(2)
  t_79 <- 1 / sqrt(pi)
  t_80 <- t_77 * t_78 * t_79
  c(
    t_76 * sum_h_20 - shape * t_80 * sum_h_21,
    sum_h_22 / (scale * scale * scale) - t_77 * n -
      shape * t_76 * t_78 * t_79 * sum_h_23,
    t_80 * sum_h_23
  )
}

# The gradient of nll; nan outside the domain or the support.
.skew_normal_gradient <- function(x, location, scale, shape) {
  if (!isTRUE(is.finite(location) && scale > 0 && is.finite(scale) &&
    is.finite(shape))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_8 <- .skew_normal_score(x, n, location, scale, shape)
  g_1 <- found_8[1]
  g_2 <- found_8[2]
  g_3 <- found_8[3]
  c(-g_1, -g_2, -g_3)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.skew_normal_curvature <- function(x, n, location, scale, shape) {
  t_81 <- x - location
  t_82 <- t_81^2
  t_83 <- shape * sqrt(2) * t_81 / scale
  t_84 <- -0.5 * t_83
  t_85 <- .skew_normal_mills(t_84)
  t_86 <- t_81 * t_85
  t_87 <- t_83 + 2 * t_85 / sqrt(pi)
  t_88 <- t_85 * t_87
  sum_h_24 <- sum(t_82)
  sum_h_26 <- sum(t_81)
  sum_h_27 <- sum(t_85)
  sum_h_28 <- sum(t_86)
  sum_h_29 <- sum(t_88)
  sum_h_30 <- sum(t_86 * t_87)
  sum_h_31 <- sum(t_82 * t_88)
  t_89 <- 1 / scale^2
  t_90 <- 1 / scale
  t_91 <- 1 / sqrt(pi)
  t_92 <- t_90 * t_91
  t_93 <- sqrt(2)
  t_94 <- t_92 * t_93 * sum_h_27
  t_95 <- 1 / (scale * scale * scale)
  t_96 <- t_93 * sum_h_28
  t_97 <- t_89 * t_91
  t_98 <- t_89 * n
  t_99 <- shape^2
  t_100 <- 2 * t_95
  t_101 <- t_99 * t_91
  t_102 <- 1 / (scale * scale * scale * scale)
  c(
    -t_99 * t_97 * sum_h_29 - t_98,
    shape * t_89 * t_91 * t_93 * sum_h_27 - t_100 * sum_h_26 -
      t_101 * t_95 * sum_h_30,
    shape * t_100 * t_91 * t_96 + t_98 - t_101 * t_102 * sum_h_31 -
      3 * t_102 * sum_h_24,
    shape * t_89 * t_91 * sum_h_30 - t_94,
    shape * t_91 * t_95 * sum_h_31 - t_96 * t_97,
    -t_97 * sum_h_31
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.skew_normal_hessian <- function(x, location, scale, shape) {
  if (!isTRUE(is.finite(location) && scale > 0 && is.finite(scale) &&
    is.finite(shape))) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  n <- length(x)
  found_9 <- .skew_normal_curvature(x, n, location, scale, shape)
  h_1 <- found_9[1]
  h_2 <- found_9[2]
  h_3 <- found_9[3]
  h_4 <- found_9[4]
  h_5 <- found_9[5]
  h_6 <- found_9[6]
  c(-h_1, -h_2, -h_3, -h_4, -h_5, -h_6)
}
