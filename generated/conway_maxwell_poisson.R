# Maximum-likelihood estimation: Conway-Maxwell-Poisson distribution.
#
#   f(x; rate, dispersion) =
#       rate**x/(factorial(x)**dispersion*Sum(rate**k/factorial(k)**dispersion
#       , k, 0, oo))
#   support: x in 0, 1, 2, ...
#   rate: positive
#   dispersion: positive
#
# Log-likelihood:
#
#   -dispersion*sum(loggamma(x + 1)) + log(rate)*sum(x) -
#       log(Sum(rate**k/gamma(k + 1)**dispersion, (k, 0, oo)))*n
#
# Estimator (numeric):
#
#   rate, dispersion = the joint maximiser of the log-likelihood
#
# Source:
#
#   Conway, Maxwell (1962), A queuing model with state dependent service
#       rates, J. Indust. Eng. 12, 132-136
#   Shmueli, Minka, Kadane, Borle, Boatwright (2005), A useful distribution
#       for fitting discrete data, Appl. Statist. 54, 127-142
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
mle_conway_maxwell_poisson <- function(x) {
  x <- .conway_maxwell_poisson_column(x, "x")
  .conway_maxwell_poisson_require_rows("x", x == floor(x), "must be an integer")
  .conway_maxwell_poisson_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("rate", "dispersion")
  estimate <- .conway_maxwell_poisson_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_conway_maxwell_poisson(x, estimate)
    information <- hessian_conway_maxwell_poisson(x, estimate)
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
#' @param parameters numeric vector: rate, dispersion, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_conway_maxwell_poisson <- function(x, parameters) {
  x <- .conway_maxwell_poisson_column(x, "x")
  .conway_maxwell_poisson_require_rows("x", x == floor(x), "must be an integer")
  .conway_maxwell_poisson_require_rows("x", x >= 0, "must be >= 0")
  .conway_maxwell_poisson_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: rate, dispersion, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_conway_maxwell_poisson <- function(x, parameters) {
  x <- .conway_maxwell_poisson_column(x, "x")
  .conway_maxwell_poisson_require_rows("x", x == floor(x), "must be an integer")
  .conway_maxwell_poisson_require_rows("x", x >= 0, "must be >= 0")
  .conway_maxwell_poisson_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: rate, dispersion, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_conway_maxwell_poisson <- function(x, parameters) {
  x <- .conway_maxwell_poisson_column(x, "x")
  .conway_maxwell_poisson_require_rows("x", x == floor(x), "must be an integer")
  .conway_maxwell_poisson_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .conway_maxwell_poisson_hessian(
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
#' @param parameters numeric vector: rate, dispersion, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_conway_maxwell_poisson <- function(x, parameters) {
  x <- .conway_maxwell_poisson_column(x, "x")
  .conway_maxwell_poisson_require_rows("x", x == floor(x), "must be an integer")
  .conway_maxwell_poisson_require_rows("x", x >= 0, "must be >= 0")
  rate <- parameters[[1]]
  dispersion <- parameters[[2]]
  t_12 <- 1 / rate
  t_13 <- log(rate)
  term_1 <- function(k) k * t_13 - dispersion * lgamma(k + 1)
  score_1 <- rep_len(
    t_12 * x -
      t_12 * .conway_maxwell_poisson_series_mean(function(k) k, term_1, 0, Inf),
    length(x)
  )
  score_2 <- rep_len(
    .conway_maxwell_poisson_series_mean(
      function(k) lgamma(k + 1), term_1, 0, Inf
    ) - lgamma(x + 1),
    length(x)
  )
  out <- cbind(score_1, score_2)
  colnames(out) <- c("rate", "dispersion")
  out
}

# x log y, and 0 where x = 0.
.conway_maxwell_poisson_xlogy <- function(x, y) {
  out <- x * log(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.conway_maxwell_poisson_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.conway_maxwell_poisson_column <- function(values, name) {
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
.conway_maxwell_poisson_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# Sums over k from begin on, a row for each value that the terms hold, until a
# geometric series that begins with the last term no longer matters.
.conway_maxwell_poisson_series_block <- function(
    value, term, lower, upper, begin, way, most
) {
  width <- max(
    length(term(begin[1])), length(lower), length(upper), length(begin)
  )
  top <- rep(-Inf, width)
  total <- moment <- numeric(width)
  taken <- 0
  size <- 64
  while (taken < most) {
    steps <- taken + seq_len(size) - 1
    k <- begin + way * matrix(steps, width, size, byrow = TRUE)
    terms <- ifelse(k >= lower & k <= upper, term(k), -Inf)
    new <- pmax(top, apply(terms, 1, max))
    level <- ifelse(is.infinite(new), 0, new)
    weights <- exp(terms - level)
    kept <- exp(top - level)
    total <- total * kept + rowSums(weights)
    moment <- moment * kept +
      rowSums(ifelse(weights > 0, value(k) * weights, 0))
    top <- new
    far <- terms[, size]
    near <- terms[, size - 1]
    rest <- far - log(-expm1(ifelse(far < near, far - near, -1)))
    ended <- far < near & rest < top + log(total) - 40
    ended <- is.nan(total) | far == -Inf | ended
    if (all(ended)) {
      break
    }
    taken <- taken + size
    size <- min(2 * size, 16384)
  }
  total[!ended] <- NaN
  list(top = top, total = total, moment = moment, rising = far > near & !ended)
}

# The k from which on the terms fall, and about how many around it matter.
.conway_maxwell_poisson_series_summit <- function(term, begin) {
  low <- term(begin) * 0 + begin
  high <- 2 * low
  for (i in 1:52) {
    high <- ifelse(term(high + 1) > term(high), 2 * high, high)
  }
  for (i in 1:52) {
    middle <- floor((low + high) / 2)
    rises <- term(middle + 1) > term(middle)
    low <- ifelse(rises, middle, low)
    high <- ifelse(rises, high, middle)
  }
  step <- pmax(floor(sqrt(high)), 1)
  bend <- (2 * term(high) - term(high + step) - term(high - step)) / step^2
  list(at = high, around = 20 / sqrt(pmax(bend, 1e-300)))
}

# The sums of exp(term(k) - top) and value(k) exp(term(k) - top), and top.
.conway_maxwell_poisson_series_parts <- function(value, term, lower, upper) {
  block <- function(begin, way, most) {
    suppressWarnings(
      .conway_maxwell_poisson_series_block(
        value, term, lower, upper, begin, way, most
      )
    )
  }
  first <- min(lower)
  last <- max(upper)
  columns <- length(term(if (is.finite(first)) first else 0) + lower + upper)
  some <- if (columns > 1) 960 else 16320
  most <- if (columns > 1) max(4096, 262144 %/% columns) else 262144
  if (is.infinite(first) && is.infinite(last)) {
    found <- list(block(0, 1, most), block(-1, -1, most))
  } else if (is.infinite(first)) {
    found <- list(block(last, -1, most))
  } else {
    found <- list(block(first, 1, some))
    if (any(found[[1]]$rising, na.rm = TRUE)) {
      summit <- suppressWarnings(
        .conway_maxwell_poisson_series_summit(term, first + some)
      )
      if (isTRUE(all(summit$around < most))) {
        found <- list(block(summit$at, 1, most), block(summit$at - 1, -1, most))
      }
    } else if (anyNA(found[[1]]$total)) {
      found <- list(block(first, 1, most))
    }
  }
  top <- do.call(pmax, lapply(found, `[[`, "top"))
  level <- ifelse(is.infinite(top), 0, top)
  gathered <- function(name) {
    Reduce(`+`, lapply(found, function(f) f[[name]] * exp(f$top - level)))
  }
  list(top = top, total = gathered("total"), moment = gathered("moment"))
}

# The logarithm of the sum of exp(term(k)) over k from lower to upper.
.conway_maxwell_poisson_log_series <- function(term, lower, upper) {
  found <- .conway_maxwell_poisson_series_parts(
    function(k) 0, term, lower, upper
  )
  found$top + log(found$total)
}

# The mean of value(k), the k from lower to upper weighted with exp(term(k)).
.conway_maxwell_poisson_series_mean <- function(value, term, lower, upper) {
  found <- .conway_maxwell_poisson_series_parts(value, term, lower, upper)
  found$moment / found$total
}

# The remainder of a/b that has the sign of b.
.conway_maxwell_poisson_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.conway_maxwell_poisson_outward <- function(u, lower, upper) {
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
.conway_maxwell_poisson_inward <- function(t, lower, upper) {
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
.conway_maxwell_poisson_stretch <- function(u, lower, upper) {
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
.conway_maxwell_poisson_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .conway_maxwell_poisson_stretch(u, lower, upper) * (1 - e) /
        (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.conway_maxwell_poisson_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.conway_maxwell_poisson_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The log-likelihood as a function of rate, dispersion.
.conway_maxwell_poisson_value_joint <- function(
    sum_h, sum_x, n, rate, dispersion
) {
  part_2 <- n * .conway_maxwell_poisson_log_series(
    function(k) k * log(rate) - dispersion * lgamma(k + 1), 0, Inf
  )
  .conway_maxwell_poisson_xlogy(sum_x, rate) - part_2 - dispersion * sum_h
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.conway_maxwell_poisson_derivatives_joint <- function(
    n, sum_h, sum_x, rate, dispersion
) {
  t <- log(rate)
  t_1 <- 1 / rate
  term_3 <- function(k) k * t - dispersion * lgamma(k + 1)
  t_2 <- .conway_maxwell_poisson_series_mean(function(k) k, term_3, 0, Inf)
  t_3 <- .conway_maxwell_poisson_series_mean(
    function(k) lgamma(k + 1), term_3, 0, Inf
  )
  t_4 <- t_3 * n
  t_5 <- 1 / rate^2
  c(
    .conway_maxwell_poisson_xlogy(sum_x, rate) -
      n * .conway_maxwell_poisson_log_series(term_3, 0, Inf) -
      dispersion * sum_h,
    t_1 * sum_x - t_1 * t_2 * n,
    t_4 - sum_h,
    t_2 * t_5 * n -
      (
        t_1 *
          .conway_maxwell_poisson_series_mean(
            function(k) k^2, term_3, 0, Inf
          ) - t_2^2 * t_1
      ) * t_1 * n - t_5 * sum_x,
    t_1 * n * .conway_maxwell_poisson_series_mean(
      function(k) k * lgamma(k + 1), term_3, 0, Inf
    ) - t_1 * t_2 * t_4,
    t_3^2 * n -
      n * .conway_maxwell_poisson_series_mean(
        function(k) lgamma(k + 1)^2, term_3, 0, Inf
      )
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.conway_maxwell_poisson_surface_joint <- function(n, sum_h, sum_x, u_1, u_2) {
  rate <- .conway_maxwell_poisson_outward(u_1, 0, Inf)
  stretch_1 <- .conway_maxwell_poisson_stretch(u_1, 0, Inf)
  dispersion <- .conway_maxwell_poisson_outward(u_2, 0, Inf)
  stretch_2 <- .conway_maxwell_poisson_stretch(u_2, 0, Inf)
  found_4 <- .conway_maxwell_poisson_derivatives_joint(
    n, sum_h, sum_x, rate, dispersion
  )
  height <- found_4[1]
  g_1 <- found_4[2]
  g_2 <- found_4[3]
  h_1_1 <- found_4[4]
  h_2_1 <- found_4[5]
  h_2_2 <- found_4[6]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -h_1_1 * stretch_1 * stretch_1 / n -
      g_1 * .conway_maxwell_poisson_bend(u_1, 0, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .conway_maxwell_poisson_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.conway_maxwell_poisson_climb_joint <- function(
    n, sum_h, sum_x, start_1, start_2
) {
  u_1 <- .conway_maxwell_poisson_inward(start_1, 0, Inf)
  u_2 <- .conway_maxwell_poisson_inward(start_2, 0, Inf)
  found_5 <- .conway_maxwell_poisson_surface_joint(n, sum_h, sum_x, u_1, u_2)
  f <- found_5[1]
  g_1 <- found_5[2]
  g_2 <- found_5[3]
  h_1_1 <- found_5[4]
  h_2_1 <- found_5[5]
  h_2_2 <- found_5[6]
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
    found_6 <- .conway_maxwell_poisson_surface_joint(
      n, sum_h, sum_x, u_1 + step_1, u_2 + step_2
    )
    f_new <- found_6[1]
    g_1_new <- found_6[2]
    g_2_new <- found_6[3]
    h_1_1_new <- found_6[4]
    h_2_1_new <- found_6[5]
    h_2_2_new <- found_6[6]
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
    .conway_maxwell_poisson_outward(u_1, 0, Inf),
    .conway_maxwell_poisson_outward(u_2, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.conway_maxwell_poisson_maximise_joint <- function(x, n, sum_h, sum_x) {
  middle_x <- .conway_maxwell_poisson_level(x, 0.5)
  high_x <- .conway_maxwell_poisson_level(x, 0.75)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(1) - 1) {
    rated <- -Inf
    reached_1 <- 1
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .conway_maxwell_poisson_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .conway_maxwell_poisson_choose(
        at, 1, 0.1, 0.4, 2.5, 0.001 + abs(middle_x), 0.001 + abs(high_x), 20
      )
      seed <- .conway_maxwell_poisson_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .conway_maxwell_poisson_choose(
        at, 1, 0.1, 0.4, 2.5, 0.001 + abs(middle_x), 0.001 + abs(high_x), 20
      )
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1) && draw_2 > 0 &&
        is.finite(draw_2))) {
        height <- .conway_maxwell_poisson_value_joint(
          sum_h, sum_x, n, draw_1, draw_2
        )
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_7 <- .conway_maxwell_poisson_climb_joint(
      n, sum_h, sum_x, reached_1, reached_2
    )
    height <- found_7[1]
    reached_1 <- found_7[2]
    reached_2 <- found_7[3]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
    }
  }
  c(chosen_1, chosen_2)
}

# The estimate, in the order of the parameters.
.conway_maxwell_poisson_solve <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  sum_h <- sum(lgamma(x + 1))
  found_8 <- .conway_maxwell_poisson_maximise_joint(x, n, sum_h, sum_x)
  rate <- found_8[1]
  dispersion <- found_8[2]
  c(rate, dispersion)
}

# The log-likelihood, every constant included.
.conway_maxwell_poisson_log_likelihood <- function(
    sum_h, sum_x, n, rate, dispersion
) {
  part_9 <- n * .conway_maxwell_poisson_log_series(
    function(k) k * log(rate) - dispersion * lgamma(k + 1), 0, Inf
  )
  .conway_maxwell_poisson_xlogy(sum_x, rate) - part_9 - dispersion * sum_h
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.conway_maxwell_poisson_nll <- function(x, rate, dispersion) {
  if (!isTRUE(rate > 0 && is.finite(rate) && dispersion > 0 &&
    is.finite(dispersion))) {
    return(Inf)
  }
  n <- length(x)
  sum_x <- sum(x)
  sum_h <- sum(lgamma(x + 1))
  -.conway_maxwell_poisson_log_likelihood(sum_h, sum_x, n, rate, dispersion)
}

# The gradient of the log-likelihood.
.conway_maxwell_poisson_score <- function(sum_h, sum_x, n, rate, dispersion) {
  t_14 <- 1 / rate
  t_15 <- log(rate)
  term_10 <- function(k) k * t_15 - dispersion * lgamma(k + 1)
  c(
    t_14 * sum_x -
      t_14 * n *
        .conway_maxwell_poisson_series_mean(function(k) k, term_10, 0, Inf),
    n * .conway_maxwell_poisson_series_mean(
      function(k) lgamma(k + 1), term_10, 0, Inf
    ) - sum_h
  )
}

# The gradient of nll; nan outside the domain or the support.
.conway_maxwell_poisson_gradient <- function(x, rate, dispersion) {
  if (!isTRUE(rate > 0 && is.finite(rate) && dispersion > 0 &&
    is.finite(dispersion))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  sum_x <- sum(x)
  sum_h <- sum(lgamma(x + 1))
  found_11 <- .conway_maxwell_poisson_score(sum_h, sum_x, n, rate, dispersion)
  g_1 <- found_11[1]
  g_2 <- found_11[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.conway_maxwell_poisson_curvature <- function(n, sum_x, rate, dispersion) {
  t <- log(rate)
  t_1 <- 1 / rate
  term_12 <- function(k) k * t - dispersion * lgamma(k + 1)
  t_2 <- .conway_maxwell_poisson_series_mean(function(k) k, term_12, 0, Inf)
  t_3 <- .conway_maxwell_poisson_series_mean(
    function(k) lgamma(k + 1), term_12, 0, Inf
  )
  t_4 <- t_3 * n
  t_5 <- 1 / rate^2
  c(
    t_2 * t_5 * n -
      (
        t_1 *
          .conway_maxwell_poisson_series_mean(
            function(k) k^2, term_12, 0, Inf
          ) - t_2^2 * t_1
      ) * t_1 * n - t_5 * sum_x,
    t_1 * n * .conway_maxwell_poisson_series_mean(
      function(k) k * lgamma(k + 1), term_12, 0, Inf
    ) - t_1 * t_2 * t_4,
    t_3^2 * n -
      n * .conway_maxwell_poisson_series_mean(
        function(k) lgamma(k + 1)^2, term_12, 0, Inf
      )
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.conway_maxwell_poisson_hessian <- function(x, rate, dispersion) {
  if (!isTRUE(rate > 0 && is.finite(rate) && dispersion > 0 &&
    is.finite(dispersion))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  sum_x <- sum(x)
  found_13 <- .conway_maxwell_poisson_curvature(n, sum_x, rate, dispersion)
  h_1 <- found_13[1]
  h_2 <- found_13[2]
  h_3 <- found_13[3]
  c(-h_1, -h_2, -h_3)
}
