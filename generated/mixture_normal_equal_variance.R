# Maximum-likelihood estimation: Mixture of two normal distributions of equal
# variance.
#
#   f(x; weight, mu_1, mu_2, sigma2) = weight/sqrt(2*pi*sigma2)*exp(-(x-
#       mu_1)**2/(2*sigma2))+(1-weight)/sqrt(2*pi*sigma2)*exp(-(x-
#       mu_2)**2/(2*sigma2))
#   support: real
#   weight: 0 < weight < 1
#   mu_1: real
#   mu_2: real
#   sigma2: positive
#
# Log-likelihood:
#
#   sum(log(sqrt(2)*weight*exp(-(x -
#       mu_1)**2/(2*sigma2))/(2*sqrt(pi)*sqrt(sigma2)) + sqrt(2)*(1 -
#       weight)*exp(-(x - mu_2)**2/(2*sigma2))/(2*sqrt(pi)*sqrt(sigma2))))
#
# Estimator (latent):
#
#   weight, mu_1, mu_2, sigma2 = the joint maximiser of the log-likelihood, by
#       the EM algorithm and Newton's method
#
# Source:
#
#   McLachlan, Peel (2000), Finite Mixture Models, ch. 3
#   Day (1969), Estimating the components of a mixture of normal
#       distributions, Biometrika 56, 463-474
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
mle_mixture_normal_equal_variance <- function(x) {
  x <- .mixture_normal_equal_variance_column(x, "x")
  labels <- c("weight", "mu_1", "mu_2", "sigma2")
  units_x <- .mixture_normal_equal_variance_units_x(x)
  estimate <- .mixture_normal_equal_variance_solve(
    (x - units_x[1]) / units_x[2]
  )
  estimate[2] <- units_x[2] * estimate[2] + units_x[1]
  estimate[3] <- units_x[2] * estimate[3] + units_x[1]
  estimate[4] <- units_x[2]^2 * estimate[4]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 4, 4, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_mixture_normal_equal_variance(x, estimate)
    information <- hessian_mixture_normal_equal_variance(x, estimate)
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
#' @param parameters numeric vector: weight, mu_1, mu_2, sigma2, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_mixture_normal_equal_variance <- function(x, parameters) {
  x <- .mixture_normal_equal_variance_column(x, "x")
  .mixture_normal_equal_variance_nll(
    x, parameters[[1]], parameters[[2]], parameters[[3]], parameters[[4]]
  )
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: weight, mu_1, mu_2, sigma2, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_mixture_normal_equal_variance <- function(x, parameters) {
  x <- .mixture_normal_equal_variance_column(x, "x")
  .mixture_normal_equal_variance_gradient(
    x, parameters[[1]], parameters[[2]], parameters[[3]], parameters[[4]]
  )
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: weight, mu_1, mu_2, sigma2, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_mixture_normal_equal_variance <- function(x, parameters) {
  x <- .mixture_normal_equal_variance_column(x, "x")
  triangle <- .mixture_normal_equal_variance_hessian(
    x, parameters[[1]], parameters[[2]], parameters[[3]], parameters[[4]]
  )
  out <- matrix(0, 4, 4)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: weight, mu_1, mu_2, sigma2, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_mixture_normal_equal_variance <- function(x, parameters) {
  x <- .mixture_normal_equal_variance_column(x, "x")
  weight <- parameters[[1]]
  mu_1 <- parameters[[2]]
  mu_2 <- parameters[[3]]
  sigma2 <- parameters[[4]]
  t_53 <- 1 - weight
  t_54 <- 1 / sigma2
  t_55 <- 0.5 * t_54
  t_56 <- 1 / sigma2^2
  t_57 <- (x - mu_1)^2
  t_58 <- (x - mu_2)^2
  t_59 <- t_57 * t_55 - 0.5 * t_54 * t_58
  t_60 <- 1 / (t_53 + (1 - t_53) * exp(-t_59))
  t_61 <- 1 / (weight + (1 - weight) * exp(t_59))
  t_62 <- 2 * x
  t_63 <- weight * t_61
  t_64 <- t_53 * t_60
  score_1 <- rep_len(t_61 - t_60, length(x))
  score_2 <- rep_len(-(2 * mu_1 - t_62) * t_55 * t_63, length(x))
  score_3 <- rep_len(-(2 * mu_2 - t_62) * t_64 * t_55, length(x))
  score_4 <- rep_len(
    (0.5 * t_56 * t_58 - t_55) * t_64 + (0.5 * t_57 * t_56 - t_55) * t_63,
    length(x)
  )
  out <- cbind(score_1, score_2, score_3, score_4)
  colnames(out) <- c("weight", "mu_1", "mu_2", "sigma2")
  out
}

# log(exp a + exp b).
.mixture_normal_equal_variance_logaddexp <- function(a, b) {
  pmax(a, b) + log1p(exp(-abs(a - b)))
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.mixture_normal_equal_variance_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.mixture_normal_equal_variance_column <- function(values, name) {
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
.mixture_normal_equal_variance_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.mixture_normal_equal_variance_outward <- function(u, lower, upper) {
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
.mixture_normal_equal_variance_inward <- function(t, lower, upper) {
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
.mixture_normal_equal_variance_stretch <- function(u, lower, upper) {
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
.mixture_normal_equal_variance_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .mixture_normal_equal_variance_stretch(u, lower, upper) *
        (1 - e) / (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.mixture_normal_equal_variance_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.mixture_normal_equal_variance_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# One step of the EM algorithm.
.mixture_normal_equal_variance_update_joint <- function(
    x, weight, mu_1, mu_2, sigma2
) {
  t <- 0.5 * log(2 * pi * sigma2)
  t_1 <- 0.5 / sigma2
  t_2 <- t_1 * (x - mu_1)^2
  t_3 <- t_1 * (x - mu_2)^2 - log1p(-weight)
  t_4 <- .mixture_normal_equal_variance_logaddexp(
    log(weight) - t - t_2, -t - t_3
  )
  t_5 <- sqrt(2) / (sqrt(pi) * sqrt(sigma2))
  t_6 <- t_5 * exp(-t_3 - t_4)
  t_7 <- weight * t_5 * exp(-t_2 - t_4)
  t_8 <- x^2
  sum_h <- sum(t_6)
  sum_h_1 <- sum(t_7)
  sum_h_2 <- sum(t_7 * x)
  sum_h_3 <- sum(t_6 * x)
  sum_h_4 <- sum(t_6 * t_8)
  sum_h_5 <- sum(t_7 * t_8)
  weight_new <- 0.5 * sum_h_1 / (0.5 * sum_h + 0.5 * sum_h_1)
  mu_1_new <- sum_h_2 / sum_h_1
  mu_2_new <- sum_h_3 / sum_h
  part_1 <- 0.5 * mu_1_new^2 * sum_h_1 / (0.5 * sum_h + 0.5 * sum_h_1) +
    0.5 * mu_2_new^2 * sum_h / (0.5 * sum_h + 0.5 * sum_h_1)
  part_2 <- part_1 + 0.5 * sum_h_4 / (0.5 * sum_h + 0.5 * sum_h_1) +
    0.5 * sum_h_5 / (0.5 * sum_h + 0.5 * sum_h_1)
  sigma2_new <- part_2 - mu_1_new * sum_h_2 / (0.5 * sum_h + 0.5 * sum_h_1) -
    mu_2_new * sum_h_3 / (0.5 * sum_h + 0.5 * sum_h_1)
  c(weight_new, mu_1_new, mu_2_new, sigma2_new)
}

# The log-likelihood.
.mixture_normal_equal_variance_value_joint <- function(
    x, weight, mu_1, mu_2, sigma2
) {
  t_65 <- 0.5 / sigma2
  t_66 <- 0.5 * log(sigma2) + 0.5 * log(2) + 0.5 * log(pi)
  sum_h_30 <- sum(
    .mixture_normal_equal_variance_logaddexp(
      log(weight) - t_65 * (x - mu_1)^2 - t_66,
      log1p(-weight) - t_65 * (x - mu_2)^2 - t_66
    )
  )
  sum_h_30
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.mixture_normal_equal_variance_derivatives_joint <- function(
    x, weight, mu_1, mu_2, sigma2
) {
  t_78 <- x - mu_1
  t_79 <- t_78^2
  t_80 <- 1 / sigma2
  t_81 <- 0.5 * t_80
  t_82 <- t_79 * t_81
  t_83 <- 0.5 * log(sigma2) + 0.5 * log(2) + 0.5 * log(pi)
  t_84 <- x - mu_2
  t_85 <- t_84^2
  t_86 <- t_81 * t_85
  t_87 <- t_82 - t_86
  t_88 <- 1 / (weight * exp(-t_87) + 1 - weight)
  t_89 <- 1 / (weight + (1 - weight) * exp(t_87))
  t_90 <- t_78 * t_89
  t_91 <- t_88 * t_84
  t_92 <- t_80^2
  t_93 <- t_79 * t_92
  t_94 <- t_93 - t_80
  t_95 <- t_89 * t_94
  t_96 <- -t_92 * t_85
  t_97 <- -t_96 - t_80
  t_98 <- t_88 * t_97
  t_99 <- t_89 - t_88
  t_100 <- -t_99
  t_101 <- t_88 * t_89
  t_102 <- 1 / (sigma2 * sigma2 * sigma2)
  t_103 <- t_93 + t_96
  sum_h_37 <- sum(
    .mixture_normal_equal_variance_logaddexp(
      log(weight) - t_82 - t_83, log1p(-weight) - t_83 - t_86
    )
  )
  sum_h_38 <- sum(t_88)
  sum_h_39 <- sum(t_89)
  sum_h_40 <- sum(t_90)
  sum_h_41 <- sum(t_91)
  sum_h_42 <- sum(t_95)
  sum_h_43 <- sum(t_98)
  sum_h_44 <- sum(t_89 * t_100)
  sum_h_45 <- sum(t_88 * t_99)
  sum_h_46 <- sum(t_90 * t_100)
  sum_h_47 <- sum(t_79 * t_101)
  sum_h_48 <- sum(t_91 * t_99)
  sum_h_49 <- sum(t_90 * t_91)
  sum_h_50 <- sum(t_101 * t_85)
  sum_h_51 <- sum(t_95 * t_100)
  sum_h_52 <- sum(t_98 * t_99)
  sum_h_53 <- sum(t_90 * t_98)
  sum_h_54 <- sum(t_88 * t_90 * t_94)
  sum_h_55 <- sum(t_89 * t_91 * t_97)
  sum_h_56 <- sum(t_91 * t_95)
  sum_h_57 <- sum((2 * t_79 * t_102 - t_92) * t_89)
  sum_h_58 <- sum((2 * t_102 * t_85 - t_92) * t_88)
  sum_h_59 <- sum(-t_88 * t_95 * t_103)
  sum_h_60 <- sum(t_89 * t_98 * t_103)
  t_104 <- 1 / sigma2
  t_105 <- t_104 * sum_h_40
  t_106 <- weight - 1
  t_107 <- -t_106
  t_108 <- t_104 * sum_h_41
  t_109 <- 0.5 * sum_h_42
  t_110 <- 0.5 * sum_h_43
  t_111 <- weight * t_104
  t_112 <- 1 / sigma2^2
  t_113 <- weight * t_112
  t_114 <- t_104 * t_107
  t_115 <- 0.5 * weight
  t_116 <- 0.5 * t_106
  t_117 <- 0.5 * t_107
  t_118 <- t_117 * t_111
  t_119 <- t_116 * t_111
  c(
    sum_h_37,
    sum_h_39 - sum_h_38,
    weight * t_105,
    t_107 * t_108,
    t_107 * t_110 + weight * t_109,
    sum_h_44 + sum_h_45,
    t_105 + t_111 * sum_h_46,
    -t_106 * t_113 * sum_h_47 - t_111 * sum_h_39,
    -t_114 * sum_h_48 - t_108,
    -t_107 * t_113 * sum_h_49,
    weight * t_107 * t_112 * sum_h_50 - t_114 * sum_h_38,
    t_115 * sum_h_51 + t_116 * sum_h_52 + t_109 - t_110,
    -t_118 * sum_h_53 - t_119 * sum_h_54 - t_113 * sum_h_40,
    t_118 * sum_h_55 + t_119 * sum_h_56 - t_107 * t_112 * sum_h_41,
    0.25 * weight * t_106 * sum_h_59 - t_115 * sum_h_57 - t_117 * sum_h_58 -
      0.25 * weight * t_107 * sum_h_60
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.mixture_normal_equal_variance_surface_joint <- function(
    x, n, u_1, u_2, u_3, u_4
) {
  weight <- .mixture_normal_equal_variance_outward(u_1, 0, 1)
  stretch_1 <- .mixture_normal_equal_variance_stretch(u_1, 0, 1)
  mu_1 <- .mixture_normal_equal_variance_outward(u_2, -Inf, Inf)
  stretch_2 <- .mixture_normal_equal_variance_stretch(u_2, -Inf, Inf)
  mu_2 <- .mixture_normal_equal_variance_outward(u_3, -Inf, Inf)
  stretch_3 <- .mixture_normal_equal_variance_stretch(u_3, -Inf, Inf)
  sigma2 <- .mixture_normal_equal_variance_outward(u_4, 0, Inf)
  stretch_4 <- .mixture_normal_equal_variance_stretch(u_4, 0, Inf)
  found_3 <- .mixture_normal_equal_variance_derivatives_joint(
    x, weight, mu_1, mu_2, sigma2
  )
  height <- found_3[1]
  g_1 <- found_3[2]
  g_2 <- found_3[3]
  g_3 <- found_3[4]
  g_4 <- found_3[5]
  h_1_1 <- found_3[6]
  h_2_1 <- found_3[7]
  h_2_2 <- found_3[8]
  h_3_1 <- found_3[9]
  h_3_2 <- found_3[10]
  h_3_3 <- found_3[11]
  h_4_1 <- found_3[12]
  h_4_2 <- found_3[13]
  h_4_3 <- found_3[14]
  h_4_4 <- found_3[15]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -g_3 * stretch_3 / n,
    -g_4 * stretch_4 / n,
    -h_1_1 * stretch_1 * stretch_1 / n -
      g_1 * .mixture_normal_equal_variance_bend(u_1, 0, 1) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .mixture_normal_equal_variance_bend(u_2, -Inf, Inf) / n,
    -h_3_1 * stretch_3 * stretch_1 / n,
    -h_3_2 * stretch_3 * stretch_2 / n,
    -h_3_3 * stretch_3 * stretch_3 / n -
      g_3 * .mixture_normal_equal_variance_bend(u_3, -Inf, Inf) / n,
    -h_4_1 * stretch_4 * stretch_1 / n,
    -h_4_2 * stretch_4 * stretch_2 / n,
    -h_4_3 * stretch_4 * stretch_3 / n,
    -h_4_4 * stretch_4 * stretch_4 / n -
      g_4 * .mixture_normal_equal_variance_bend(u_4, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.mixture_normal_equal_variance_climb_joint <- function(
    x, n, start_1, start_2, start_3, start_4
) {
  u_1 <- .mixture_normal_equal_variance_inward(start_1, 0, 1)
  u_2 <- .mixture_normal_equal_variance_inward(start_2, -Inf, Inf)
  u_3 <- .mixture_normal_equal_variance_inward(start_3, -Inf, Inf)
  u_4 <- .mixture_normal_equal_variance_inward(start_4, 0, Inf)
  found_4 <- .mixture_normal_equal_variance_surface_joint(
    x, n, u_1, u_2, u_3, u_4
  )
  f <- found_4[1]
  g_1 <- found_4[2]
  g_2 <- found_4[3]
  g_3 <- found_4[4]
  g_4 <- found_4[5]
  h_1_1 <- found_4[6]
  h_2_1 <- found_4[7]
  h_2_2 <- found_4[8]
  h_3_1 <- found_4[9]
  h_3_2 <- found_4[10]
  h_3_3 <- found_4[11]
  h_4_1 <- found_4[12]
  h_4_2 <- found_4[13]
  h_4_3 <- found_4[14]
  h_4_4 <- found_4[15]
  if (!is.finite(f)) {
    return(c(-Inf, start_1, start_2, start_3, start_4))
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
    l_3_1 <- h_3_1 / d_1
    l_3_2 <- (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2
    d_3 <- h_3_3 + damp * pmax(abs(h_3_3), 1e-06) - l_3_1 * l_3_1 * d_1 -
      l_3_2 * l_3_2 * d_2
    if (!isTRUE(d_3 > 1e-14 * abs(h_3_3))) {
      definite <- 0
      d_3 <- 1
    }
    l_4_1 <- h_4_1 / d_1
    l_4_2 <- (h_4_2 - l_4_1 * l_2_1 * d_1) / d_2
    l_4_3 <- (h_4_3 - l_4_1 * l_3_1 * d_1 - l_4_2 * l_3_2 * d_2) / d_3
    d_4 <- h_4_4 + damp * pmax(abs(h_4_4), 1e-06) - l_4_1 * l_4_1 * d_1 -
      l_4_2 * l_4_2 * d_2 - l_4_3 * l_4_3 * d_3
    if (!isTRUE(d_4 > 1e-14 * abs(h_4_4))) {
      definite <- 0
      d_4 <- 1
    }
    if (isTRUE(definite == 0)) {
      damp <- pmax(4 * damp, 0.001)
      next
    }
    v_1 <- -g_1
    v_2 <- -g_2 - l_2_1 * v_1
    v_3 <- -g_3 - l_3_1 * v_1 - l_3_2 * v_2
    v_4 <- -g_4 - l_4_1 * v_1 - l_4_2 * v_2 - l_4_3 * v_3
    decrement <- v_1 * v_1 / d_1 + v_2 * v_2 / d_2 + v_3 * v_3 / d_3 +
      v_4 * v_4 / d_4
    step_4 <- v_4 / d_4
    step_3 <- v_3 / d_3 - l_4_3 * step_4
    step_2 <- v_2 / d_2 - l_3_2 * step_3 - l_4_2 * step_4
    step_1 <- v_1 / d_1 - l_2_1 * step_2 - l_3_1 * step_3 - l_4_1 * step_4
    length <- pmax(
      pmax(pmax(abs(step_1), abs(step_2)), abs(step_3)), abs(step_4)
    )
    if (isTRUE(length > 4)) {
      step_1 <- step_1 * 4 / length
      step_2 <- step_2 * 4 / length
      step_3 <- step_3 * 4 / length
      step_4 <- step_4 * 4 / length
    }
    found_5 <- .mixture_normal_equal_variance_surface_joint(
      x, n, u_1 + step_1, u_2 + step_2, u_3 + step_3, u_4 + step_4
    )
    f_new <- found_5[1]
    g_1_new <- found_5[2]
    g_2_new <- found_5[3]
    g_3_new <- found_5[4]
    g_4_new <- found_5[5]
    h_1_1_new <- found_5[6]
    h_2_1_new <- found_5[7]
    h_2_2_new <- found_5[8]
    h_3_1_new <- found_5[9]
    h_3_2_new <- found_5[10]
    h_3_3_new <- found_5[11]
    h_4_1_new <- found_5[12]
    h_4_2_new <- found_5[13]
    h_4_3_new <- found_5[14]
    h_4_4_new <- found_5[15]
    if (isTRUE(is.finite(f_new) && is.finite(g_1_new) && is.finite(g_2_new) &&
      is.finite(g_3_new) && is.finite(g_4_new) && is.finite(h_1_1_new) &&
      is.finite(h_2_1_new) && is.finite(h_2_2_new) && is.finite(h_3_1_new) &&
      is.finite(h_3_2_new) && is.finite(h_3_3_new) && is.finite(h_4_1_new) &&
      is.finite(h_4_2_new) && is.finite(h_4_3_new) && is.finite(h_4_4_new) &&
      f_new <= f + 1e-13 * (1 + abs(f)))) {
      u_1 <- u_1 + step_1
      u_2 <- u_2 + step_2
      u_3 <- u_3 + step_3
      u_4 <- u_4 + step_4
      f <- f_new
      g_1 <- g_1_new
      g_2 <- g_2_new
      g_3 <- g_3_new
      g_4 <- g_4_new
      h_1_1 <- h_1_1_new
      h_2_1 <- h_2_1_new
      h_2_2 <- h_2_2_new
      h_3_1 <- h_3_1_new
      h_3_2 <- h_3_2_new
      h_3_3 <- h_3_3_new
      h_4_1 <- h_4_1_new
      h_4_2 <- h_4_2_new
      h_4_3 <- h_4_3_new
      h_4_4 <- h_4_4_new
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
    return(c(-Inf, start_1, start_2, start_3, start_4))
  }
  l_2_1 <- h_2_1 / d_1
  d_2 <- h_2_2 - l_2_1 * l_2_1 * d_1
  if (isTRUE(abs(d_2) <= 0)) {
    return(c(-Inf, start_1, start_2, start_3, start_4))
  }
  l_3_1 <- h_3_1 / d_1
  l_3_2 <- (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2
  d_3 <- h_3_3 - l_3_1 * l_3_1 * d_1 - l_3_2 * l_3_2 * d_2
  if (isTRUE(abs(d_3) <= 0)) {
    return(c(-Inf, start_1, start_2, start_3, start_4))
  }
  l_4_1 <- h_4_1 / d_1
  l_4_2 <- (h_4_2 - l_4_1 * l_2_1 * d_1) / d_2
  l_4_3 <- (h_4_3 - l_4_1 * l_3_1 * d_1 - l_4_2 * l_3_2 * d_2) / d_3
  d_4 <- h_4_4 - l_4_1 * l_4_1 * d_1 - l_4_2 * l_4_2 * d_2 - l_4_3 * l_4_3 * d_3
  if (isTRUE(abs(d_4) <= 1e-09)) {
    return(c(-Inf, start_1, start_2, start_3, start_4))
  }
  c(
    -f,
    .mixture_normal_equal_variance_outward(u_1, 0, 1),
    .mixture_normal_equal_variance_outward(u_2, -Inf, Inf),
    .mixture_normal_equal_variance_outward(u_3, -Inf, Inf),
    .mixture_normal_equal_variance_outward(u_4, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.mixture_normal_equal_variance_maximise_joint <- function(x, n) {
  lowest_x <- .mixture_normal_equal_variance_level(x, 0.05)
  low_x <- .mixture_normal_equal_variance_level(x, 0.25)
  middle_x <- .mixture_normal_equal_variance_level(x, 0.5)
  high_x <- .mixture_normal_equal_variance_level(x, 0.75)
  highest_x <- .mixture_normal_equal_variance_level(x, 0.95)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  chosen_3 <- NaN
  chosen_4 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 0 + (1 - 0) * 0.5
    reached_2 <- middle_x
    reached_3 <- middle_x
    reached_4 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .mixture_normal_equal_variance_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      part_6 <- 0 + (1 - 0) * 0.05
      part_7 <- 0 + (1 - 0) * 0.35
      part_8 <- 0 + (1 - 0) * 0.65
      part_9 <- 0 + (1 - 0) * 0.95
      draw_1 <- .mixture_normal_equal_variance_choose(
        at,
        0 + (1 - 0) * 0.5,
        part_6,
        0 + (1 - 0) * 0.2,
        part_7,
        part_8,
        0 + (1 - 0) * 0.8,
        part_9
      )
      seed <- .mixture_normal_equal_variance_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .mixture_normal_equal_variance_choose(
        at, middle_x, low_x, high_x, lowest_x, highest_x, middle_x, middle_x
      )
      seed <- .mixture_normal_equal_variance_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_3 <- .mixture_normal_equal_variance_choose(
        at, middle_x, low_x, high_x, lowest_x, highest_x, middle_x, middle_x
      )
      seed <- .mixture_normal_equal_variance_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_4 <- .mixture_normal_equal_variance_choose(
        at, 1, 0.25, 0.0625, 0.48999999999999994, 2.25, 4, 16
      )
      height <- -Inf
      if (isTRUE(draw_1 > 0 && draw_1 < 1 && is.finite(draw_2) &&
        is.finite(draw_3) && draw_4 > 0 && is.finite(draw_4))) {
        height <- .mixture_normal_equal_variance_value_joint(
          x, draw_1, draw_2, draw_3, draw_4
        )
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
        reached_3 <- draw_3
        reached_4 <- draw_4
      }
    }
    for (turn in seq_len(200) - 1) {
      found_10 <- .mixture_normal_equal_variance_update_joint(
        x, reached_1, reached_2, reached_3, reached_4
      )
      next_1 <- found_10[1]
      next_2 <- found_10[2]
      next_3 <- found_10[3]
      next_4 <- found_10[4]
      if (!isTRUE(is.finite(next_1) && is.finite(next_2) && is.finite(next_3) &&
        is.finite(next_4))) {
        break
      }
      part_11 <- pmax(
        abs(next_1 - reached_1) / pmax(abs(reached_1), 1e-08),
        abs(next_2 - reached_2) / pmax(abs(reached_2), 1e-08)
      )
      change <- pmax(
        pmax(part_11, abs(next_3 - reached_3) / pmax(abs(reached_3), 1e-08)),
        abs(next_4 - reached_4) / pmax(abs(reached_4), 1e-08)
      )
      reached_1 <- next_1
      reached_2 <- next_2
      reached_3 <- next_3
      reached_4 <- next_4
      if (isTRUE(change < 1e-08)) {
        break
      }
    }
    found_12 <- .mixture_normal_equal_variance_climb_joint(
      x, n, reached_1, reached_2, reached_3, reached_4
    )
    height <- found_12[1]
    reached_1 <- found_12[2]
    reached_2 <- found_12[3]
    reached_3 <- found_12[4]
    reached_4 <- found_12[5]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
      chosen_3 <- reached_3
      chosen_4 <- reached_4
    }
  }
  c(chosen_1, chosen_2, chosen_3, chosen_4)
}

# The estimate, in the order of the parameters.
.mixture_normal_equal_variance_solve <- function(x) {
  n <- length(x)
  found_13 <- .mixture_normal_equal_variance_maximise_joint(x, n)
  weight <- found_13[1]
  mu_1 <- found_13[2]
  mu_2 <- found_13[3]
  sigma2 <- found_13[4]
  c(weight, mu_1, mu_2, sigma2)
}

# A centre and a spread with which the data are standardised.
.mixture_normal_equal_variance_units_x <- function(x) {
  n <- length(x)
  quarter <- .mixture_normal_equal_variance_level(x, 0.25)
  half <- .mixture_normal_equal_variance_level(x, 0.5)
  rest <- .mixture_normal_equal_variance_level(x, 0.75)
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
.mixture_normal_equal_variance_log_likelihood <- function(
    x, weight, mu_1, mu_2, sigma2
) {
  t_65 <- 0.5 / sigma2
  t_66 <- 0.5 * log(sigma2) + 0.5 * log(2) + 0.5 * log(pi)
  sum_h_30 <- sum(
    .mixture_normal_equal_variance_logaddexp(
      log(weight) - t_65 * (x - mu_1)^2 - t_66,
      log1p(-weight) - t_65 * (x - mu_2)^2 - t_66
    )
  )
  sum_h_30
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.mixture_normal_equal_variance_nll <- function(x, weight, mu_1, mu_2, sigma2) {
  if (!isTRUE(weight > 0 && weight < 1 && is.finite(mu_1) && is.finite(mu_2) &&
    sigma2 > 0 && is.finite(sigma2))) {
    return(Inf)
  }
  -.mixture_normal_equal_variance_log_likelihood(x, weight, mu_1, mu_2, sigma2)
}

# The gradient of the log-likelihood.
.mixture_normal_equal_variance_score <- function(
    x, weight, mu_1, mu_2, sigma2
) {
  t_67 <- x - mu_1
  t_68 <- t_67^2
  t_69 <- 1 / sigma2
  t_70 <- x - mu_2
  t_71 <- t_70^2
  t_72 <- 0.5 * t_68 * t_69 - 0.5 * t_69 * t_71
  t_73 <- 1 / (weight * exp(-t_72) + 1 - weight)
  t_74 <- 1 / (weight + (1 - weight) * exp(t_72))
  t_75 <- t_69^2
  sum_h_31 <- sum(t_73)
  sum_h_32 <- sum(t_74)
  sum_h_33 <- sum(t_67 * t_74)
  sum_h_34 <- sum(t_70 * t_73)
  sum_h_35 <- sum((t_68 * t_75 - t_69) * t_74)
  sum_h_36 <- sum((t_71 * t_75 - t_69) * t_73)
  t_76 <- 1 / sigma2
  t_77 <- 1 - weight
  c(
    sum_h_32 - sum_h_31,
    weight * t_76 * sum_h_33,
    t_76 * t_77 * sum_h_34,
    0.5 * t_77 * sum_h_36 + 0.5 * weight * sum_h_35
  )
}

# The gradient of nll; nan outside the domain or the support.
.mixture_normal_equal_variance_gradient <- function(
    x, weight, mu_1, mu_2, sigma2
) {
  if (!isTRUE(weight > 0 && weight < 1 && is.finite(mu_1) && is.finite(mu_2) &&
    sigma2 > 0 && is.finite(sigma2))) {
    return(c(NaN, NaN, NaN, NaN))
  }
  found_14 <- .mixture_normal_equal_variance_score(
    x, weight, mu_1, mu_2, sigma2
  )
  g_1 <- found_14[1]
  g_2 <- found_14[2]
  g_3 <- found_14[3]
  g_4 <- found_14[4]
  c(-g_1, -g_2, -g_3, -g_4)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.mixture_normal_equal_variance_curvature <- function(
    x, weight, mu_1, mu_2, sigma2
) {
  t_78 <- x - mu_1
  t_79 <- t_78^2
  t_80 <- 1 / sigma2
  t_81 <- 0.5 * t_80
  t_82 <- t_79 * t_81
  t_84 <- x - mu_2
  t_85 <- t_84^2
  t_86 <- t_81 * t_85
  t_87 <- t_82 - t_86
  t_88 <- 1 / (weight * exp(-t_87) + 1 - weight)
  t_89 <- 1 / (weight + (1 - weight) * exp(t_87))
  t_90 <- t_78 * t_89
  t_91 <- t_88 * t_84
  t_92 <- t_80^2
  t_93 <- t_79 * t_92
  t_94 <- t_93 - t_80
  t_95 <- t_89 * t_94
  t_96 <- -t_92 * t_85
  t_97 <- -t_96 - t_80
  t_98 <- t_88 * t_97
  t_99 <- t_89 - t_88
  t_100 <- -t_99
  t_101 <- t_88 * t_89
  t_102 <- 1 / (sigma2 * sigma2 * sigma2)
  t_103 <- t_93 + t_96
  sum_h_38 <- sum(t_88)
  sum_h_39 <- sum(t_89)
  sum_h_40 <- sum(t_90)
  sum_h_41 <- sum(t_91)
  sum_h_42 <- sum(t_95)
  sum_h_43 <- sum(t_98)
  sum_h_44 <- sum(t_89 * t_100)
  sum_h_45 <- sum(t_88 * t_99)
  sum_h_46 <- sum(t_90 * t_100)
  sum_h_47 <- sum(t_79 * t_101)
  sum_h_48 <- sum(t_91 * t_99)
  sum_h_49 <- sum(t_90 * t_91)
  sum_h_50 <- sum(t_101 * t_85)
  sum_h_51 <- sum(t_95 * t_100)
  sum_h_52 <- sum(t_98 * t_99)
  sum_h_53 <- sum(t_90 * t_98)
  sum_h_54 <- sum(t_88 * t_90 * t_94)
  sum_h_55 <- sum(t_89 * t_91 * t_97)
  sum_h_56 <- sum(t_91 * t_95)
  sum_h_57 <- sum((2 * t_79 * t_102 - t_92) * t_89)
  sum_h_58 <- sum((2 * t_102 * t_85 - t_92) * t_88)
  sum_h_59 <- sum(-t_88 * t_95 * t_103)
  sum_h_60 <- sum(t_89 * t_98 * t_103)
  t_104 <- 1 / sigma2
  t_105 <- t_104 * sum_h_40
  t_106 <- weight - 1
  t_107 <- -t_106
  t_108 <- t_104 * sum_h_41
  t_109 <- 0.5 * sum_h_42
  t_110 <- 0.5 * sum_h_43
  t_111 <- weight * t_104
  t_112 <- 1 / sigma2^2
  t_113 <- weight * t_112
  t_114 <- t_104 * t_107
  t_115 <- 0.5 * weight
  t_116 <- 0.5 * t_106
  t_117 <- 0.5 * t_107
  t_118 <- t_117 * t_111
  t_119 <- t_116 * t_111
  c(
    sum_h_44 + sum_h_45,
    t_105 + t_111 * sum_h_46,
    -t_106 * t_113 * sum_h_47 - t_111 * sum_h_39,
    -t_114 * sum_h_48 - t_108,
    -t_107 * t_113 * sum_h_49,
    weight * t_107 * t_112 * sum_h_50 - t_114 * sum_h_38,
    t_115 * sum_h_51 + t_116 * sum_h_52 + t_109 - t_110,
    -t_118 * sum_h_53 - t_119 * sum_h_54 - t_113 * sum_h_40,
    t_118 * sum_h_55 + t_119 * sum_h_56 - t_107 * t_112 * sum_h_41,
    0.25 * weight * t_106 * sum_h_59 - t_115 * sum_h_57 - t_117 * sum_h_58 -
      0.25 * weight * t_107 * sum_h_60
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.mixture_normal_equal_variance_hessian <- function(
    x, weight, mu_1, mu_2, sigma2
) {
  if (!isTRUE(weight > 0 && weight < 1 && is.finite(mu_1) && is.finite(mu_2) &&
    sigma2 > 0 && is.finite(sigma2))) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN))
  }
  found_15 <- .mixture_normal_equal_variance_curvature(
    x, weight, mu_1, mu_2, sigma2
  )
  h_1 <- found_15[1]
  h_2 <- found_15[2]
  h_3 <- found_15[3]
  h_4 <- found_15[4]
  h_5 <- found_15[5]
  h_6 <- found_15[6]
  h_7 <- found_15[7]
  h_8 <- found_15[8]
  h_9 <- found_15[9]
  h_10 <- found_15[10]
  c(-h_1, -h_2, -h_3, -h_4, -h_5, -h_6, -h_7, -h_8, -h_9, -h_10)
}
