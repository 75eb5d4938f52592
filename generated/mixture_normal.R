# Maximum-likelihood estimation: Mixture of two normal distributions.
#
#   f(x; weight, mu_1, mu_2, v_1, v_2) = weight/sqrt(2*pi*v_1)*exp(-(x-
#       mu_1)**2/(2*v_1))+(1-weight)/sqrt(2*pi*v_2)*exp(-(x-mu_2)**2/(2*v_2))
#   support: real
#   weight: 0 < weight < 1
#   mu_1: real
#   mu_2: real
#   v_1: positive
#   v_2: positive
#
# Log-likelihood:
#
#   sum(log(sqrt(2)*(1 - weight)*exp(-(x -
#       mu_2)**2/(2*v_2))/(2*sqrt(pi)*sqrt(v_2)) + sqrt(2)*weight*exp(-(x -
#       mu_1)**2/(2*v_1))/(2*sqrt(pi)*sqrt(v_1))))
#
# Estimator (unbounded):
#
#   weight, mu_1, mu_2, v_1, v_2 = the joint maximiser of the log-likelihood,
#       by the EM algorithm and Newton's method
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
mle_mixture_normal <- function(x) {
  x <- .mixture_normal_column(x, "x")
  labels <- c("weight", "mu_1", "mu_2", "v_1", "v_2")
  units_x <- .mixture_normal_units_x(x)
  estimate <- .mixture_normal_solve((x - units_x[1]) / units_x[2])
  estimate[2] <- units_x[2] * estimate[2] + units_x[1]
  estimate[3] <- units_x[2] * estimate[3] + units_x[1]
  estimate[4] <- units_x[2]^2 * estimate[4]
  estimate[5] <- units_x[2]^2 * estimate[5]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 5, 5, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_mixture_normal(x, estimate)
    information <- hessian_mixture_normal(x, estimate)
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
#' @param parameters numeric vector: weight, mu_1, mu_2, v_1, v_2, in this
#'   order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_mixture_normal <- function(x, parameters) {
  x <- .mixture_normal_column(x, "x")
  .mixture_normal_nll(
    x,
    parameters[[1]],
    parameters[[2]],
    parameters[[3]],
    parameters[[4]],
    parameters[[5]]
  )
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: weight, mu_1, mu_2, v_1, v_2, in this
#'   order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_mixture_normal <- function(x, parameters) {
  x <- .mixture_normal_column(x, "x")
  .mixture_normal_gradient(
    x,
    parameters[[1]],
    parameters[[2]],
    parameters[[3]],
    parameters[[4]],
    parameters[[5]]
  )
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: weight, mu_1, mu_2, v_1, v_2, in this
#'   order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_mixture_normal <- function(x, parameters) {
  x <- .mixture_normal_column(x, "x")
  triangle <- .mixture_normal_hessian(
    x,
    parameters[[1]],
    parameters[[2]],
    parameters[[3]],
    parameters[[4]],
    parameters[[5]]
  )
  out <- matrix(0, 5, 5)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: weight, mu_1, mu_2, v_1, v_2, in this
#'   order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_mixture_normal <- function(x, parameters) {
  x <- .mixture_normal_column(x, "x")
  weight <- parameters[[1]]
  mu_1 <- parameters[[2]]
  mu_2 <- parameters[[3]]
  v_1 <- parameters[[4]]
  v_2 <- parameters[[5]]
  t_53 <- 1 - weight
  t_54 <- 0.5 / v_1
  t_55 <- 1 / v_2
  t_56 <- 0.5 * t_55
  t_57 <- (x - mu_1)^2
  t_58 <- (x - mu_2)^2
  t_59 <- t_57 * t_54 + 0.5 * log(v_1) - 0.5 * t_55 * t_58 - 0.5 * log(v_2)
  t_60 <- 1 / (t_53 + (1 - t_53) * exp(-t_59))
  t_61 <- 1 / (weight + (1 - weight) * exp(t_59))
  t_62 <- 2 * x
  t_63 <- weight * t_61
  t_64 <- t_53 * t_60
  score_1 <- rep_len(t_61 - t_60, length(x))
  score_2 <- rep_len(-(2 * mu_1 - t_62) * t_54 * t_63, length(x))
  score_3 <- rep_len(-(2 * mu_2 - t_62) * t_56 * t_64, length(x))
  score_4 <- rep_len((0.5 * t_57 / v_1^2 - t_54) * t_63, length(x))
  score_5 <- rep_len((0.5 * t_58 / v_2^2 - t_56) * t_64, length(x))
  out <- cbind(score_1, score_2, score_3, score_4, score_5)
  colnames(out) <- c("weight", "mu_1", "mu_2", "v_1", "v_2")
  out
}

# log(exp a + exp b).
.mixture_normal_logaddexp <- function(a, b) {
  pmax(a, b) + log1p(exp(-abs(a - b)))
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.mixture_normal_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.mixture_normal_column <- function(values, name) {
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
.mixture_normal_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.mixture_normal_outward <- function(u, lower, upper) {
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
.mixture_normal_inward <- function(t, lower, upper) {
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
.mixture_normal_stretch <- function(u, lower, upper) {
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
.mixture_normal_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .mixture_normal_stretch(u, lower, upper) * (1 - e) / (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.mixture_normal_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.mixture_normal_choose <- function(at, a, b, c_1, d, e, f, g) {
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
.mixture_normal_update_joint <- function(x, weight, mu_1, mu_2, v_1, v_2) {
  t <- 2 * pi
  t_1 <- 0.5 / v_1 * (x - mu_1)^2
  t_2 <- 0.5 / v_2 * (x - mu_2)^2 - log1p(-weight)
  t_3 <- .mixture_normal_logaddexp(
    log(weight) - t_1 - 0.5 * log(v_1 * t), -t_2 - 0.5 * log(v_2 * t)
  )
  t_4 <- sqrt(2) / sqrt(pi)
  t_5 <- t_4 * exp(-t_2 - t_3) / sqrt(v_2)
  t_6 <- weight * t_4 * exp(-t_1 - t_3) / sqrt(v_1)
  sum_h <- sum(t_5)
  sum_h_1 <- sum(t_6)
  sum_h_2 <- sum(t_6 * x)
  sum_h_3 <- sum(t_5 * x)
  weight_new <- 0.5 * sum_h_1 / (0.5 * sum_h + 0.5 * sum_h_1)
  mu_1_new <- sum_h_2 / sum_h_1
  mu_2_new <- sum_h_3 / sum_h
  t_7 <- -x
  t_8 <- 0.5 / v_1 * (x - mu_1)^2
  t_9 <- 2 * pi
  t_10 <- 0.5 / v_2 * (x - mu_2)^2 - log1p(-weight)
  t_11 <- .mixture_normal_logaddexp(
    log(weight) - t_8 - 0.5 * log(v_1 * t_9), -t_10 - 0.5 * log(v_2 * t_9)
  )
  t_12 <- sqrt(2) / sqrt(pi)
  sum_h_4 <- sum(
    weight * (-mu_1_new - t_7)^2 * t_12 * exp(-t_8 - t_11) / sqrt(v_1)
  )
  sum_h_5 <- sum((-mu_2_new - t_7)^2 * t_12 * exp(-t_10 - t_11) / sqrt(v_2))
  v_1_new <- sum_h_4 / sum_h_1
  v_2_new <- sum_h_5 / sum_h
  c(weight_new, mu_1_new, mu_2_new, v_1_new, v_2_new)
}

# The log-likelihood.
.mixture_normal_value_joint <- function(x, weight, mu_1, mu_2, v_1, v_2) {
  t_65 <- 0.5 * log(2) + 0.5 * log(pi)
  part_1 <- log1p(-weight) - 0.5 / v_2 * (x - mu_2)^2 - t_65 - 0.5 * log(v_2)
  sum_h_31 <- sum(
    .mixture_normal_logaddexp(
      log(weight) - 0.5 / v_1 * (x - mu_1)^2 - t_65 - 0.5 * log(v_1), part_1
    )
  )
  sum_h_31
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.mixture_normal_derivatives_joint <- function(x, weight, mu_1, mu_2, v_1, v_2) {
  t_76 <- 0.5 * log(2) + 0.5 * log(pi)
  t_77 <- 1 / v_1
  t_78 <- x - mu_1
  t_79 <- t_78^2
  t_80 <- 0.5 * t_77 * t_79 + 0.5 * log(v_1)
  t_81 <- 0.5 * log(v_2)
  t_82 <- 1 / v_2
  t_83 <- x - mu_2
  t_84 <- t_83^2
  t_85 <- 0.5 * t_82 * t_84
  t_86 <- t_80 - t_81 - t_85
  t_87 <- 1 / (weight * exp(-t_86) + 1 - weight)
  t_88 <- 1 / (weight + (1 - weight) * exp(t_86))
  t_89 <- t_88 * t_78
  t_90 <- t_87 * t_83
  t_91 <- t_77^2
  t_92 <- t_91 * t_79 - t_77
  t_93 <- t_88 * t_92
  t_94 <- t_82^2
  t_95 <- t_94 * t_84 - t_82
  t_96 <- t_87 * t_95
  t_97 <- t_88 - t_87
  t_98 <- -t_97
  t_99 <- t_87 * t_88
  sum_h_38 <- sum(
    .mixture_normal_logaddexp(
      log(weight) - t_76 - t_80, log1p(-weight) - t_76 - t_81 - t_85
    )
  )
  sum_h_39 <- sum(t_87)
  sum_h_40 <- sum(t_88)
  sum_h_41 <- sum(t_89)
  sum_h_42 <- sum(t_90)
  sum_h_43 <- sum(t_93)
  sum_h_44 <- sum(t_96)
  sum_h_45 <- sum(t_88 * t_98)
  sum_h_46 <- sum(t_87 * t_97)
  sum_h_47 <- sum(t_89 * t_98)
  sum_h_48 <- sum(t_99 * t_79)
  sum_h_49 <- sum(t_90 * t_97)
  sum_h_50 <- sum(t_89 * t_90)
  sum_h_51 <- sum(t_99 * t_84)
  sum_h_52 <- sum(t_93 * t_98)
  sum_h_53 <- sum(t_87 * t_89 * t_92)
  sum_h_54 <- sum(t_90 * t_93)
  sum_h_55 <- sum((2 * t_79 / (v_1 * v_1 * v_1) - t_91) * t_88)
  sum_h_56 <- sum(t_92^2 * t_99)
  sum_h_57 <- sum(t_96 * t_97)
  sum_h_58 <- sum(t_89 * t_96)
  sum_h_59 <- sum(t_88 * t_90 * t_95)
  sum_h_60 <- sum(t_93 * t_96)
  sum_h_61 <- sum((2 * t_84 / (v_2 * v_2 * v_2) - t_94) * t_87)
  sum_h_62 <- sum(t_95^2 * t_99)
  t_100 <- 1 / v_1
  t_101 <- t_100 * sum_h_41
  t_102 <- weight - 1
  t_103 <- -t_102
  t_104 <- 1 / v_2
  t_105 <- t_104 * sum_h_42
  t_106 <- 0.5 * sum_h_43
  t_107 <- 0.5 * sum_h_44
  t_108 <- weight * t_100
  t_109 <- weight / v_1^2
  t_110 <- t_103 * t_104
  t_111 <- 1 / v_2^2
  t_112 <- 0.5 * weight
  t_113 <- 0.25 * weight
  t_114 <- 0.5 * t_103
  c(
    sum_h_38,
    sum_h_40 - sum_h_39,
    weight * t_101,
    t_103 * t_105,
    weight * t_106,
    t_103 * t_107,
    sum_h_45 + sum_h_46,
    t_101 + t_108 * sum_h_47,
    -t_102 * t_109 * sum_h_48 - t_108 * sum_h_40,
    -t_110 * sum_h_49 - t_105,
    -t_110 * t_108 * sum_h_50,
    weight * t_111 * t_103 * sum_h_51 - t_110 * sum_h_39,
    t_112 * sum_h_52 + t_106,
    -0.5 * t_102 * t_108 * sum_h_53 - t_109 * sum_h_41,
    t_112 * t_102 * t_104 * sum_h_54,
    -t_112 * sum_h_55 - t_113 * t_102 * sum_h_56,
    0.5 * t_102 * sum_h_57 - t_107,
    -t_114 * t_108 * sum_h_58,
    0.5 * weight * t_103 * t_104 * sum_h_59 - t_111 * t_103 * sum_h_42,
    -t_113 * t_103 * sum_h_60,
    0.25 * weight * t_103 * sum_h_62 - t_114 * sum_h_61
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.mixture_normal_surface_joint <- function(x, n, u_1, u_2, u_3, u_4, u_5) {
  weight <- .mixture_normal_outward(u_1, 0, 1)
  stretch_1 <- .mixture_normal_stretch(u_1, 0, 1)
  mu_1 <- .mixture_normal_outward(u_2, -Inf, Inf)
  stretch_2 <- .mixture_normal_stretch(u_2, -Inf, Inf)
  mu_2 <- .mixture_normal_outward(u_3, -Inf, Inf)
  stretch_3 <- .mixture_normal_stretch(u_3, -Inf, Inf)
  v_1 <- .mixture_normal_outward(u_4, 0, Inf)
  stretch_4 <- .mixture_normal_stretch(u_4, 0, Inf)
  v_2 <- .mixture_normal_outward(u_5, 0, Inf)
  stretch_5 <- .mixture_normal_stretch(u_5, 0, Inf)
  found_2 <- .mixture_normal_derivatives_joint(x, weight, mu_1, mu_2, v_1, v_2)
  height <- found_2[1]
  g_1 <- found_2[2]
  g_2 <- found_2[3]
  g_3 <- found_2[4]
  g_4 <- found_2[5]
  g_5 <- found_2[6]
  h_1_1 <- found_2[7]
  h_2_1 <- found_2[8]
  h_2_2 <- found_2[9]
  h_3_1 <- found_2[10]
  h_3_2 <- found_2[11]
  h_3_3 <- found_2[12]
  h_4_1 <- found_2[13]
  h_4_2 <- found_2[14]
  h_4_3 <- found_2[15]
  h_4_4 <- found_2[16]
  h_5_1 <- found_2[17]
  h_5_2 <- found_2[18]
  h_5_3 <- found_2[19]
  h_5_4 <- found_2[20]
  h_5_5 <- found_2[21]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -g_3 * stretch_3 / n,
    -g_4 * stretch_4 / n,
    -g_5 * stretch_5 / n,
    -h_1_1 * stretch_1 * stretch_1 / n -
      g_1 * .mixture_normal_bend(u_1, 0, 1) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .mixture_normal_bend(u_2, -Inf, Inf) / n,
    -h_3_1 * stretch_3 * stretch_1 / n,
    -h_3_2 * stretch_3 * stretch_2 / n,
    -h_3_3 * stretch_3 * stretch_3 / n -
      g_3 * .mixture_normal_bend(u_3, -Inf, Inf) / n,
    -h_4_1 * stretch_4 * stretch_1 / n,
    -h_4_2 * stretch_4 * stretch_2 / n,
    -h_4_3 * stretch_4 * stretch_3 / n,
    -h_4_4 * stretch_4 * stretch_4 / n -
      g_4 * .mixture_normal_bend(u_4, 0, Inf) / n,
    -h_5_1 * stretch_5 * stretch_1 / n,
    -h_5_2 * stretch_5 * stretch_2 / n,
    -h_5_3 * stretch_5 * stretch_3 / n,
    -h_5_4 * stretch_5 * stretch_4 / n,
    -h_5_5 * stretch_5 * stretch_5 / n -
      g_5 * .mixture_normal_bend(u_5, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.mixture_normal_climb_joint <- function(x, n, start_1, start_2, start_3,
                                        start_4, start_5) {
  u_1 <- .mixture_normal_inward(start_1, 0, 1)
  u_2 <- .mixture_normal_inward(start_2, -Inf, Inf)
  u_3 <- .mixture_normal_inward(start_3, -Inf, Inf)
  u_4 <- .mixture_normal_inward(start_4, 0, Inf)
  u_5 <- .mixture_normal_inward(start_5, 0, Inf)
  found_3 <- .mixture_normal_surface_joint(x, n, u_1, u_2, u_3, u_4, u_5)
  f <- found_3[1]
  g_1 <- found_3[2]
  g_2 <- found_3[3]
  g_3 <- found_3[4]
  g_4 <- found_3[5]
  g_5 <- found_3[6]
  h_1_1 <- found_3[7]
  h_2_1 <- found_3[8]
  h_2_2 <- found_3[9]
  h_3_1 <- found_3[10]
  h_3_2 <- found_3[11]
  h_3_3 <- found_3[12]
  h_4_1 <- found_3[13]
  h_4_2 <- found_3[14]
  h_4_3 <- found_3[15]
  h_4_4 <- found_3[16]
  h_5_1 <- found_3[17]
  h_5_2 <- found_3[18]
  h_5_3 <- found_3[19]
  h_5_4 <- found_3[20]
  h_5_5 <- found_3[21]
  if (!is.finite(f)) {
    return(c(-Inf, start_1, start_2, start_3, start_4, start_5))
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
    l_5_1 <- h_5_1 / d_1
    l_5_2 <- (h_5_2 - l_5_1 * l_2_1 * d_1) / d_2
    l_5_3 <- (h_5_3 - l_5_1 * l_3_1 * d_1 - l_5_2 * l_3_2 * d_2) / d_3
    l_5_4 <- (
      h_5_4 - l_5_1 * l_4_1 * d_1 - l_5_2 * l_4_2 * d_2 - l_5_3 * l_4_3 * d_3
    ) / d_4
    d_5 <- h_5_5 + damp * pmax(abs(h_5_5), 1e-06) - l_5_1 * l_5_1 * d_1 -
      l_5_2 * l_5_2 * d_2 - l_5_3 * l_5_3 * d_3 - l_5_4 * l_5_4 * d_4
    if (!isTRUE(d_5 > 1e-14 * abs(h_5_5))) {
      definite <- 0
      d_5 <- 1
    }
    if (isTRUE(definite == 0)) {
      damp <- pmax(4 * damp, 0.001)
      next
    }
    v_1_ <- -g_1
    v_2_ <- -g_2 - l_2_1 * v_1_
    v_3 <- -g_3 - l_3_1 * v_1_ - l_3_2 * v_2_
    v_4 <- -g_4 - l_4_1 * v_1_ - l_4_2 * v_2_ - l_4_3 * v_3
    v_5 <- -g_5 - l_5_1 * v_1_ - l_5_2 * v_2_ - l_5_3 * v_3 - l_5_4 * v_4
    decrement <- v_1_ * v_1_ / d_1 + v_2_ * v_2_ / d_2 + v_3 * v_3 / d_3 +
      v_4 * v_4 / d_4 + v_5 * v_5 / d_5
    step_5 <- v_5 / d_5
    step_4 <- v_4 / d_4 - l_5_4 * step_5
    step_3 <- v_3 / d_3 - l_4_3 * step_4 - l_5_3 * step_5
    step_2 <- v_2_ / d_2 - l_3_2 * step_3 - l_4_2 * step_4 - l_5_2 * step_5
    step_1 <- v_1_ / d_1 - l_2_1 * step_2 - l_3_1 * step_3 - l_4_1 * step_4 -
      l_5_1 * step_5
    length <- pmax(
      pmax(pmax(pmax(abs(step_1), abs(step_2)), abs(step_3)), abs(step_4)),
      abs(step_5)
    )
    if (isTRUE(length > 4)) {
      step_1 <- step_1 * 4 / length
      step_2 <- step_2 * 4 / length
      step_3 <- step_3 * 4 / length
      step_4 <- step_4 * 4 / length
      step_5 <- step_5 * 4 / length
    }
    found_4 <- .mixture_normal_surface_joint(
      x, n, u_1 + step_1, u_2 + step_2, u_3 + step_3, u_4 + step_4, u_5 + step_5
    )
    f_new <- found_4[1]
    g_1_new <- found_4[2]
    g_2_new <- found_4[3]
    g_3_new <- found_4[4]
    g_4_new <- found_4[5]
    g_5_new <- found_4[6]
    h_1_1_new <- found_4[7]
    h_2_1_new <- found_4[8]
    h_2_2_new <- found_4[9]
    h_3_1_new <- found_4[10]
    h_3_2_new <- found_4[11]
    h_3_3_new <- found_4[12]
    h_4_1_new <- found_4[13]
    h_4_2_new <- found_4[14]
    h_4_3_new <- found_4[15]
    h_4_4_new <- found_4[16]
    h_5_1_new <- found_4[17]
    h_5_2_new <- found_4[18]
    h_5_3_new <- found_4[19]
    h_5_4_new <- found_4[20]
    h_5_5_new <- found_4[21]
    if (isTRUE(is.finite(f_new) && is.finite(g_1_new) && is.finite(g_2_new) &&
      is.finite(g_3_new) && is.finite(g_4_new) && is.finite(g_5_new) &&
      is.finite(h_1_1_new) && is.finite(h_2_1_new) && is.finite(h_2_2_new) &&
      is.finite(h_3_1_new) && is.finite(h_3_2_new) && is.finite(h_3_3_new) &&
      is.finite(h_4_1_new) && is.finite(h_4_2_new) && is.finite(h_4_3_new) &&
      is.finite(h_4_4_new) && is.finite(h_5_1_new) && is.finite(h_5_2_new) &&
      is.finite(h_5_3_new) && is.finite(h_5_4_new) && is.finite(h_5_5_new) &&
      f_new <= f + 1e-13 * (1 + abs(f)))) {
      u_1 <- u_1 + step_1
      u_2 <- u_2 + step_2
      u_3 <- u_3 + step_3
      u_4 <- u_4 + step_4
      u_5 <- u_5 + step_5
      f <- f_new
      g_1 <- g_1_new
      g_2 <- g_2_new
      g_3 <- g_3_new
      g_4 <- g_4_new
      g_5 <- g_5_new
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
      h_5_1 <- h_5_1_new
      h_5_2 <- h_5_2_new
      h_5_3 <- h_5_3_new
      h_5_4 <- h_5_4_new
      h_5_5 <- h_5_5_new
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
    return(c(-Inf, start_1, start_2, start_3, start_4, start_5))
  }
  l_2_1 <- h_2_1 / d_1
  d_2 <- h_2_2 - l_2_1 * l_2_1 * d_1
  if (isTRUE(abs(d_2) <= 0)) {
    return(c(-Inf, start_1, start_2, start_3, start_4, start_5))
  }
  l_3_1 <- h_3_1 / d_1
  l_3_2 <- (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2
  d_3 <- h_3_3 - l_3_1 * l_3_1 * d_1 - l_3_2 * l_3_2 * d_2
  if (isTRUE(abs(d_3) <= 0)) {
    return(c(-Inf, start_1, start_2, start_3, start_4, start_5))
  }
  l_4_1 <- h_4_1 / d_1
  l_4_2 <- (h_4_2 - l_4_1 * l_2_1 * d_1) / d_2
  l_4_3 <- (h_4_3 - l_4_1 * l_3_1 * d_1 - l_4_2 * l_3_2 * d_2) / d_3
  d_4 <- h_4_4 - l_4_1 * l_4_1 * d_1 - l_4_2 * l_4_2 * d_2 - l_4_3 * l_4_3 * d_3
  if (isTRUE(abs(d_4) <= 1e-09)) {
    return(c(-Inf, start_1, start_2, start_3, start_4, start_5))
  }
  l_5_1 <- h_5_1 / d_1
  l_5_2 <- (h_5_2 - l_5_1 * l_2_1 * d_1) / d_2
  l_5_3 <- (h_5_3 - l_5_1 * l_3_1 * d_1 - l_5_2 * l_3_2 * d_2) / d_3
  l_5_4 <- (
    h_5_4 - l_5_1 * l_4_1 * d_1 - l_5_2 * l_4_2 * d_2 - l_5_3 * l_4_3 * d_3
  ) / d_4
  d_5 <- h_5_5 - l_5_1 * l_5_1 * d_1 - l_5_2 * l_5_2 * d_2 -
    l_5_3 * l_5_3 * d_3 - l_5_4 * l_5_4 * d_4
  if (isTRUE(abs(d_5) <= 1e-09)) {
    return(c(-Inf, start_1, start_2, start_3, start_4, start_5))
  }
  c(
    -f,
    .mixture_normal_outward(u_1, 0, 1),
    .mixture_normal_outward(u_2, -Inf, Inf),
    .mixture_normal_outward(u_3, -Inf, Inf),
    .mixture_normal_outward(u_4, 0, Inf),
    .mixture_normal_outward(u_5, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.mixture_normal_maximise_joint <- function(x, n) {
  lowest_x <- .mixture_normal_level(x, 0.05)
  low_x <- .mixture_normal_level(x, 0.25)
  middle_x <- .mixture_normal_level(x, 0.5)
  high_x <- .mixture_normal_level(x, 0.75)
  highest_x <- .mixture_normal_level(x, 0.95)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  chosen_3 <- NaN
  chosen_4 <- NaN
  chosen_5 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 0 + (1 - 0) * 0.5
    reached_2 <- middle_x
    reached_3 <- middle_x
    reached_4 <- 1
    reached_5 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .mixture_normal_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      part_5 <- 0 + (1 - 0) * 0.05
      part_6 <- 0 + (1 - 0) * 0.35
      part_7 <- 0 + (1 - 0) * 0.65
      draw_1 <- .mixture_normal_choose(
        at,
        0 + (1 - 0) * 0.5,
        part_5,
        0 + (1 - 0) * 0.2,
        part_6,
        part_7,
        0 + (1 - 0) * 0.8,
        0 + (1 - 0) * 0.95
      )
      seed <- .mixture_normal_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .mixture_normal_choose(
        at, middle_x, low_x, high_x, lowest_x, highest_x, middle_x, middle_x
      )
      seed <- .mixture_normal_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_3 <- .mixture_normal_choose(
        at, middle_x, low_x, high_x, lowest_x, highest_x, middle_x, middle_x
      )
      seed <- .mixture_normal_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_4 <- .mixture_normal_choose(
        at, 1, 0.25, 0.0625, 0.48999999999999994, 2.25, 4, 16
      )
      seed <- .mixture_normal_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_5 <- .mixture_normal_choose(
        at, 1, 0.25, 0.0625, 0.48999999999999994, 2.25, 4, 16
      )
      height <- -Inf
      if (isTRUE(draw_1 > 0 && draw_1 < 1 && is.finite(draw_2) &&
        is.finite(draw_3) && draw_4 > 0 && is.finite(draw_4) && draw_5 > 0 &&
        is.finite(draw_5))) {
        height <- .mixture_normal_value_joint(
          x, draw_1, draw_2, draw_3, draw_4, draw_5
        )
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
        reached_3 <- draw_3
        reached_4 <- draw_4
        reached_5 <- draw_5
      }
    }
    for (turn in seq_len(200) - 1) {
      found_8 <- .mixture_normal_update_joint(
        x, reached_1, reached_2, reached_3, reached_4, reached_5
      )
      next_1 <- found_8[1]
      next_2 <- found_8[2]
      next_3 <- found_8[3]
      next_4 <- found_8[4]
      next_5 <- found_8[5]
      if (!isTRUE(is.finite(next_1) && is.finite(next_2) && is.finite(next_3) &&
        is.finite(next_4) && is.finite(next_5))) {
        break
      }
      part_9 <- pmax(
        abs(next_1 - reached_1) / pmax(abs(reached_1), 1e-08),
        abs(next_2 - reached_2) / pmax(abs(reached_2), 1e-08)
      )
      part_10 <- pmax(
        part_9, abs(next_3 - reached_3) / pmax(abs(reached_3), 1e-08)
      )
      change <- pmax(
        pmax(part_10, abs(next_4 - reached_4) / pmax(abs(reached_4), 1e-08)),
        abs(next_5 - reached_5) / pmax(abs(reached_5), 1e-08)
      )
      reached_1 <- next_1
      reached_2 <- next_2
      reached_3 <- next_3
      reached_4 <- next_4
      reached_5 <- next_5
      if (isTRUE(change < 1e-08)) {
        break
      }
    }
    found_11 <- .mixture_normal_climb_joint(
      x, n, reached_1, reached_2, reached_3, reached_4, reached_5
    )
    height <- found_11[1]
    reached_1 <- found_11[2]
    reached_2 <- found_11[3]
    reached_3 <- found_11[4]
    reached_4 <- found_11[5]
    reached_5 <- found_11[6]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
      chosen_3 <- reached_3
      chosen_4 <- reached_4
      chosen_5 <- reached_5
    }
  }
  c(chosen_1, chosen_2, chosen_3, chosen_4, chosen_5)
}

# The estimate, in the order of the parameters.
.mixture_normal_solve <- function(x) {
  n <- length(x)
  found_12 <- .mixture_normal_maximise_joint(x, n)
  weight <- found_12[1]
  mu_1 <- found_12[2]
  mu_2 <- found_12[3]
  v_1 <- found_12[4]
  v_2 <- found_12[5]
  c(weight, mu_1, mu_2, v_1, v_2)
}

# A centre and a spread with which the data are standardised.
.mixture_normal_units_x <- function(x) {
  n <- length(x)
  quarter <- .mixture_normal_level(x, 0.25)
  half <- .mixture_normal_level(x, 0.5)
  rest <- .mixture_normal_level(x, 0.75)
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
.mixture_normal_log_likelihood <- function(x, weight, mu_1, mu_2, v_1, v_2) {
  t_65 <- 0.5 * log(2) + 0.5 * log(pi)
  part_13 <- log1p(-weight) - 0.5 / v_2 * (x - mu_2)^2 - t_65 - 0.5 * log(v_2)
  sum_h_31 <- sum(
    .mixture_normal_logaddexp(
      log(weight) - 0.5 / v_1 * (x - mu_1)^2 - t_65 - 0.5 * log(v_1), part_13
    )
  )
  sum_h_31
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.mixture_normal_nll <- function(x, weight, mu_1, mu_2, v_1, v_2) {
  if (!isTRUE(weight > 0 && weight < 1 && is.finite(mu_1) && is.finite(mu_2) &&
    v_1 > 0 && is.finite(v_1) && v_2 > 0 && is.finite(v_2))) {
    return(Inf)
  }
  -.mixture_normal_log_likelihood(x, weight, mu_1, mu_2, v_1, v_2)
}

# The gradient of the log-likelihood.
.mixture_normal_score <- function(x, weight, mu_1, mu_2, v_1, v_2) {
  t_66 <- 1 / v_1
  t_67 <- x - mu_1
  t_68 <- t_67^2
  t_69 <- 1 / v_2
  t_70 <- x - mu_2
  t_71 <- t_70^2
  t_72 <- 0.5 * t_66 * t_68 + 0.5 * log(v_1) - 0.5 * t_69 * t_71 -
    0.5 * log(v_2)
  t_73 <- 1 / (weight * exp(-t_72) + 1 - weight)
  t_74 <- 1 / (weight + (1 - weight) * exp(t_72))
  sum_h_32 <- sum(t_73)
  sum_h_33 <- sum(t_74)
  sum_h_34 <- sum(t_67 * t_74)
  sum_h_35 <- sum(t_70 * t_73)
  sum_h_36 <- sum((t_66^2 * t_68 - t_66) * t_74)
  sum_h_37 <- sum((t_69^2 * t_71 - t_69) * t_73)
  t_75 <- 1 - weight
  c(
    sum_h_33 - sum_h_32,
    weight * sum_h_34 / v_1,
    t_75 * sum_h_35 / v_2,
    0.5 * weight * sum_h_36,
    0.5 * t_75 * sum_h_37
  )
}

# The gradient of nll; nan outside the domain or the support.
.mixture_normal_gradient <- function(x, weight, mu_1, mu_2, v_1, v_2) {
  if (!isTRUE(weight > 0 && weight < 1 && is.finite(mu_1) && is.finite(mu_2) &&
    v_1 > 0 && is.finite(v_1) && v_2 > 0 && is.finite(v_2))) {
    return(c(NaN, NaN, NaN, NaN, NaN))
  }
  found_14 <- .mixture_normal_score(x, weight, mu_1, mu_2, v_1, v_2)
  g_1 <- found_14[1]
  g_2 <- found_14[2]
  g_3 <- found_14[3]
  g_4 <- found_14[4]
  g_5 <- found_14[5]
  c(-g_1, -g_2, -g_3, -g_4, -g_5)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.mixture_normal_curvature <- function(x, weight, mu_1, mu_2, v_1, v_2) {
  t_77 <- 1 / v_1
  t_78 <- x - mu_1
  t_79 <- t_78^2
  t_80 <- 0.5 * t_77 * t_79 + 0.5 * log(v_1)
  t_81 <- 0.5 * log(v_2)
  t_82 <- 1 / v_2
  t_83 <- x - mu_2
  t_84 <- t_83^2
  t_85 <- 0.5 * t_82 * t_84
  t_86 <- t_80 - t_81 - t_85
  t_87 <- 1 / (weight * exp(-t_86) + 1 - weight)
  t_88 <- 1 / (weight + (1 - weight) * exp(t_86))
  t_89 <- t_88 * t_78
  t_90 <- t_87 * t_83
  t_91 <- t_77^2
  t_92 <- t_91 * t_79 - t_77
  t_93 <- t_88 * t_92
  t_94 <- t_82^2
  t_95 <- t_94 * t_84 - t_82
  t_96 <- t_87 * t_95
  t_97 <- t_88 - t_87
  t_98 <- -t_97
  t_99 <- t_87 * t_88
  sum_h_39 <- sum(t_87)
  sum_h_40 <- sum(t_88)
  sum_h_41 <- sum(t_89)
  sum_h_42 <- sum(t_90)
  sum_h_43 <- sum(t_93)
  sum_h_44 <- sum(t_96)
  sum_h_45 <- sum(t_88 * t_98)
  sum_h_46 <- sum(t_87 * t_97)
  sum_h_47 <- sum(t_89 * t_98)
  sum_h_48 <- sum(t_99 * t_79)
  sum_h_49 <- sum(t_90 * t_97)
  sum_h_50 <- sum(t_89 * t_90)
  sum_h_51 <- sum(t_99 * t_84)
  sum_h_52 <- sum(t_93 * t_98)
  sum_h_53 <- sum(t_87 * t_89 * t_92)
  sum_h_54 <- sum(t_90 * t_93)
  sum_h_55 <- sum((2 * t_79 / (v_1 * v_1 * v_1) - t_91) * t_88)
  sum_h_56 <- sum(t_92^2 * t_99)
  sum_h_57 <- sum(t_96 * t_97)
  sum_h_58 <- sum(t_89 * t_96)
  sum_h_59 <- sum(t_88 * t_90 * t_95)
  sum_h_60 <- sum(t_93 * t_96)
  sum_h_61 <- sum((2 * t_84 / (v_2 * v_2 * v_2) - t_94) * t_87)
  sum_h_62 <- sum(t_95^2 * t_99)
  t_100 <- 1 / v_1
  t_101 <- t_100 * sum_h_41
  t_102 <- weight - 1
  t_103 <- -t_102
  t_104 <- 1 / v_2
  t_105 <- t_104 * sum_h_42
  t_106 <- 0.5 * sum_h_43
  t_107 <- 0.5 * sum_h_44
  t_108 <- weight * t_100
  t_109 <- weight / v_1^2
  t_110 <- t_103 * t_104
  t_111 <- 1 / v_2^2
  t_112 <- 0.5 * weight
  t_113 <- 0.25 * weight
  t_114 <- 0.5 * t_103
  c(
    sum_h_45 + sum_h_46,
    t_101 + t_108 * sum_h_47,
    -t_102 * t_109 * sum_h_48 - t_108 * sum_h_40,
    -t_110 * sum_h_49 - t_105,
    -t_110 * t_108 * sum_h_50,
    weight * t_111 * t_103 * sum_h_51 - t_110 * sum_h_39,
    t_112 * sum_h_52 + t_106,
    -0.5 * t_102 * t_108 * sum_h_53 - t_109 * sum_h_41,
    t_112 * t_102 * t_104 * sum_h_54,
    -t_112 * sum_h_55 - t_113 * t_102 * sum_h_56,
    0.5 * t_102 * sum_h_57 - t_107,
    -t_114 * t_108 * sum_h_58,
    0.5 * weight * t_103 * t_104 * sum_h_59 - t_111 * t_103 * sum_h_42,
    -t_113 * t_103 * sum_h_60,
    0.25 * weight * t_103 * sum_h_62 - t_114 * sum_h_61
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.mixture_normal_hessian <- function(x, weight, mu_1, mu_2, v_1, v_2) {
  if (!isTRUE(weight > 0 && weight < 1 && is.finite(mu_1) && is.finite(mu_2) &&
    v_1 > 0 && is.finite(v_1) && v_2 > 0 && is.finite(v_2))) {
    return(
      c(
        NaN,
        NaN,
        NaN,
        NaN,
        NaN,
        NaN,
        NaN,
        NaN,
        NaN,
        NaN,
        NaN,
        NaN,
        NaN,
        NaN,
        NaN
      )
    )
  }
  found_15 <- .mixture_normal_curvature(x, weight, mu_1, mu_2, v_1, v_2)
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
  h_11 <- found_15[11]
  h_12 <- found_15[12]
  h_13 <- found_15[13]
  h_14 <- found_15[14]
  h_15 <- found_15[15]
  c(
    -h_1,
    -h_2,
    -h_3,
    -h_4,
    -h_5,
    -h_6,
    -h_7,
    -h_8,
    -h_9,
    -h_10,
    -h_11,
    -h_12,
    -h_13,
    -h_14,
    -h_15
  )
}
