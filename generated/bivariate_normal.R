# Maximum-likelihood estimation: Bivariate normal distribution.
#
#   f(x, y; mu_x, mu_y, sigma_x, sigma_y, rho) = exp(-(((x-mu_x)/sigma_x)**2-
#       2*rho*((x-mu_x)/sigma_x)*((y-mu_y)/sigma_y)+((y-
#       mu_y)/sigma_y)**2)/(2*(1-rho**2)))/(2*pi*sigma_x*sigma_y*sqrt(1-
#       rho**2))
#   support: x real and y real
#   mu_x: real
#   mu_y: real
#   sigma_x: positive
#   sigma_y: positive
#   rho: -1 < rho < 1
#
# Log-likelihood:
#
#   (-log(sigma_x) - log(sigma_y) - log(1 - rho**2)/2 - log(2*pi))*n +
#       (2*rho*sum((x - mu_x)*(y - mu_y))/(sigma_x*sigma_y) - sum((y -
#       mu_y)**2)/sigma_y**2 - sum((x - mu_x)**2)/sigma_x**2)/(2 - 2*rho**2)
#
# Estimator (closed):
#
#   mu_x = sum(x)/n
#   mu_y = sum(y)/n
#   sigma_x = sqrt(sum((x - mu_x)**2))/sqrt(n)
#   sigma_y = sqrt(sum((y - mu_y)**2))/sqrt(n)
#   rho = sum((x - mu_x)*(y - mu_y))/(sigma_x*sigma_y*n)
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
#   A maximum exists only if the y_i are not all equal.
#   A maximum exists only if n sigma_x sigma_y + sum (x_i - mu_x)(y_i - mu_y)
#       > 0.
#   A maximum exists only if sum (x_i - mu_x)(y_i - mu_y) < n sigma_x sigma_y.
#
# Source:
#
#   Anderson (2003), An Introduction to Multivariate Statistical Analysis, ch.
#       3
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the values of x.
#' @param y numeric vector: the values of y.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_bivariate_normal <- function(x, y) {
  x <- .bivariate_normal_column(x, "x")
  y <- .bivariate_normal_column(y, "y")
  if (length(unique(c(length(x), length(y)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  labels <- c("mu_x", "mu_y", "sigma_x", "sigma_y", "rho")
  limit <- .bivariate_normal_limits(x, y)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .bivariate_normal_solve(x, y)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 5, 5, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_bivariate_normal(x, y, estimate)
    information <- hessian_bivariate_normal(x, y, estimate)
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
    logLik = value, n = length(x)
  )
}

#' The negative log-likelihood
#'
#' @param x numeric vector: the values of x.
#' @param y numeric vector: the values of y.
#' @param parameters numeric vector: mu_x, mu_y, sigma_x, sigma_y, rho, in this
#'   order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_bivariate_normal <- function(x, y, parameters) {
  x <- .bivariate_normal_column(x, "x")
  y <- .bivariate_normal_column(y, "y")
  if (length(unique(c(length(x), length(y)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .bivariate_normal_nll(
    x,
    y,
    parameters[[1]],
    parameters[[2]],
    parameters[[3]],
    parameters[[4]],
    parameters[[5]]
  )
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the values of x.
#' @param y numeric vector: the values of y.
#' @param parameters numeric vector: mu_x, mu_y, sigma_x, sigma_y, rho, in this
#'   order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_bivariate_normal <- function(x, y, parameters) {
  x <- .bivariate_normal_column(x, "x")
  y <- .bivariate_normal_column(y, "y")
  if (length(unique(c(length(x), length(y)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .bivariate_normal_gradient(
    x,
    y,
    parameters[[1]],
    parameters[[2]],
    parameters[[3]],
    parameters[[4]],
    parameters[[5]]
  )
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the values of x.
#' @param y numeric vector: the values of y.
#' @param parameters numeric vector: mu_x, mu_y, sigma_x, sigma_y, rho, in this
#'   order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_bivariate_normal <- function(x, y, parameters) {
  x <- .bivariate_normal_column(x, "x")
  y <- .bivariate_normal_column(y, "y")
  if (length(unique(c(length(x), length(y)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  triangle <- .bivariate_normal_hessian(
    x,
    y,
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
#' @param x numeric vector: the values of x.
#' @param y numeric vector: the values of y.
#' @param parameters numeric vector: mu_x, mu_y, sigma_x, sigma_y, rho, in this
#'   order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_bivariate_normal <- function(x, y, parameters) {
  x <- .bivariate_normal_column(x, "x")
  y <- .bivariate_normal_column(y, "y")
  if (length(unique(c(length(x), length(y)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  mu_x <- parameters[[1]]
  mu_y <- parameters[[2]]
  sigma_x <- parameters[[3]]
  sigma_y <- parameters[[4]]
  rho <- parameters[[5]]
  t_46 <- rho^2
  t_47 <- 2 - 2 * t_46
  t_48 <- 1 / t_47
  t_49 <- 1 / sigma_x^2
  t_50 <- 1 / sigma_x
  t_51 <- 1 / sigma_y
  t_52 <- 2 * rho * t_50 * t_51
  t_53 <- 1 / sigma_y^2
  t_54 <- y - mu_y
  t_55 <- x - mu_x
  t_56 <- t_55^2
  t_57 <- 2 * rho * t_54 * t_55
  t_58 <- t_54^2
  score_1 <- rep_len(
    t_48 * (-t_49 * (2 * mu_x - 2 * x) - t_54 * t_52), length(x)
  )
  score_2 <- rep_len(
    t_48 * (-t_53 * (2 * mu_y - 2 * y) - t_52 * t_55), length(x)
  )
  score_3 <- rep_len(
    (2 * t_56 / (sigma_x * sigma_x * sigma_x) - t_57 * t_49 * t_51) * t_48 -
      t_50,
    length(x)
  )
  score_4 <- rep_len(
    (2 * t_58 / (sigma_y * sigma_y * sigma_y) - t_57 * t_50 * t_53) * t_48 -
      t_51,
    length(x)
  )
  part_1 <- 4 * rho *
    (2 * rho * t_54 * t_50 * t_51 * t_55 - t_56 * t_49 - t_58 * t_53) / t_47^2
  score_5 <- rep_len(
    2 * t_48 * t_54 * t_50 * t_51 * t_55 + rho / (1 - t_46) + part_1, length(x)
  )
  out <- cbind(score_1, score_2, score_3, score_4, score_5)
  colnames(out) <- c("mu_x", "mu_y", "sigma_x", "sigma_y", "rho")
  out
}

# A variable as a numeric vector; stops if it is none.
.bivariate_normal_column <- function(values, name) {
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

# The estimate, in the order of the parameters.
.bivariate_normal_solve <- function(x, y) {
  n <- length(x)
  sum_x <- sum(x)
  sum_y <- sum(y)
  mu_x <- sum_x / n
  mu_y <- sum_y / n
  t <- x - mu_x
  t_1 <- y - mu_y
  sum_h <- sum(t^2)
  sum_h_1 <- sum(t_1^2)
  sum_h_2 <- sum(t * t_1)
  sigma_x <- sqrt(sum_h) / sqrt(n)
  sigma_y <- sqrt(sum_h_1) / sqrt(n)
  rho <- sum_h_2 / (sigma_x * sigma_y * n)
  c(mu_x, mu_y, sigma_x, sigma_y, rho)
}

# 1 and the limits where no maximum exists, else 0.
.bivariate_normal_limits <- function(x, y) {
  min_x <- min(x)
  max_x <- max(x)
  min_y <- min(y)
  max_y <- max(y)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, NaN, NaN, 0, NaN, NaN))
  }
  if (!isTRUE(min_y < max_y)) {
    return(c(1, NaN, NaN, NaN, 0, NaN))
  }
  c(0, NaN, NaN, NaN, NaN, NaN)
}

# The log-likelihood, every constant included.
.bivariate_normal_log_likelihood <- function(
    x, y, n, mu_x, mu_y, sigma_x, sigma_y, rho
) {
  t_59 <- x - mu_x
  t_60 <- y - mu_y
  sum_h_12 <- sum(
    2 * rho * t_59 * t_60 / (sigma_x * sigma_y) - t_59^2 / sigma_x^2 -
      t_60^2 / sigma_y^2
  )
  t_61 <- rho^2
  sum_h_12 / (2 - 2 * t_61) - n * log(sigma_x) - n * log(sigma_y) -
    0.5 * n * log1p(-t_61) - n * log(2 * pi)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.bivariate_normal_nll <- function(x, y, mu_x, mu_y, sigma_x, sigma_y, rho) {
  if (!isTRUE(is.finite(mu_x) && is.finite(mu_y) && sigma_x > 0 &&
    is.finite(sigma_x) && sigma_y > 0 && is.finite(sigma_y) && rho > -1 &&
    rho < 1)) {
    return(Inf)
  }
  n <- length(x)
  -.bivariate_normal_log_likelihood(x, y, n, mu_x, mu_y, sigma_x, sigma_y, rho)
}

# The gradient of the log-likelihood.
.bivariate_normal_score <- function(x, y, n, mu_x, mu_y, sigma_x, sigma_y,
                                    rho) {
  t_62 <- 1 / sigma_x^2
  t_63 <- y - mu_y
  t_64 <- 1 / sigma_x
  t_65 <- 1 / sigma_y
  t_66 <- rho * t_65
  t_67 <- 2 * t_64 * t_66
  t_68 <- t_65^2
  t_69 <- x - mu_x
  t_70 <- t_69^2
  t_71 <- t_63 * t_69
  t_72 <- t_63^2
  sum_h_13 <- sum(t_62 * (2 * mu_x - 2 * x) + t_63 * t_67)
  sum_h_14 <- sum(t_68 * (2 * mu_y - 2 * y) + t_67 * t_69)
  sum_h_15 <- sum(t_70 / (sigma_x * sigma_x * sigma_x) - t_62 * t_66 * t_71)
  sum_h_16 <- sum(
    t_72 / (sigma_y * sigma_y * sigma_y) - rho * t_64 * t_68 * t_71
  )
  sum_h_17 <- sum(
    2 * rho * t_63 * t_64 * t_65 * t_69 - t_62 * t_70 - t_72 * t_68
  )
  sum_h_18 <- sum(t_71)
  t_73 <- rho^2
  t_74 <- 2 - 2 * t_73
  t_75 <- 1 / t_74
  t_76 <- 1 / sigma_x
  t_77 <- 1 / sigma_y
  c(
    -t_75 * sum_h_13,
    -t_75 * sum_h_14,
    2 * t_75 * sum_h_15 - t_76 * n,
    2 * t_75 * sum_h_16 - t_77 * n,
    rho * n / (1 - t_73) + 2 * t_75 * t_76 * t_77 * sum_h_18 +
      4 * rho * sum_h_17 / t_74^2
  )
}

# The gradient of nll; nan outside the domain or the support.
.bivariate_normal_gradient <- function(x, y, mu_x, mu_y, sigma_x, sigma_y,
                                       rho) {
  if (!isTRUE(is.finite(mu_x) && is.finite(mu_y) && sigma_x > 0 &&
    is.finite(sigma_x) && sigma_y > 0 && is.finite(sigma_y) && rho > -1 &&
    rho < 1)) {
    return(c(NaN, NaN, NaN, NaN, NaN))
  }
  n <- length(x)
  found_2 <- .bivariate_normal_score(x, y, n, mu_x, mu_y, sigma_x, sigma_y, rho)
  g_1 <- found_2[1]
  g_2 <- found_2[2]
  g_3 <- found_2[3]
  g_4 <- found_2[4]
  g_5 <- found_2[5]
  c(-g_1, -g_2, -g_3, -g_4, -g_5)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.bivariate_normal_curvature <- function(x, y, n, mu_x, mu_y, sigma_x, sigma_y,
                                        rho) {
  t_78 <- 1 / sigma_x^2
  t_79 <- x - mu_x
  t_80 <- t_79^2
  t_81 <- 1 / sigma_y^2
  t_82 <- y - mu_y
  t_83 <- t_82^2
  t_84 <- 1 / sigma_x
  t_85 <- 1 / sigma_y
  t_86 <- 2 * mu_x - 2 * x
  t_87 <- rho * t_85
  t_88 <- t_82 * t_87
  t_89 <- 2 * t_84
  t_90 <- 2 * mu_y - 2 * y
  t_91 <- t_79 * t_84
  t_92 <- 2 * t_87
  t_93 <- 1 / (sigma_x * sigma_x * sigma_x)
  t_94 <- t_79 * t_82
  t_95 <- 1 / (sigma_y * sigma_y * sigma_y)
  t_96 <- rho * t_81
  sum_h_19 <- sum(
    2 * rho * t_79 * t_82 * t_84 * t_85 - t_78 * t_80 - t_81 * t_83
  )
  sum_h_20 <- sum(t_78 * t_86 + t_88 * t_89)
  sum_h_21 <- sum(t_90 * t_81 + t_91 * t_92)
  sum_h_22 <- sum(t_93 * t_80 - t_78 * t_94 * t_87)
  sum_h_23 <- sum(t_95 * t_83 - t_94 * t_96 * t_84)
  sum_h_24 <- sum(t_94)
  sum_h_25 <- sum(t_78 * t_88 + t_93 * t_86)
  sum_h_26 <- sum(t_79)
  sum_h_27 <- sum(t_92 * t_93 * t_94 - 3 * t_78^2 * t_80)
  sum_h_28 <- sum(t_82)
  sum_h_29 <- sum(t_90 * t_95 + t_91 * t_96)
  sum_h_30 <- sum(rho * t_89 * t_94 * t_95 - 3 * t_81^2 * t_83)
  t_97 <- rho^2
  t_98 <- 2 * t_97
  t_99 <- 2 - t_98
  t_100 <- 1 / t_99
  t_101 <- 1 / sigma_x
  t_102 <- t_101 * n
  t_103 <- 1 / sigma_y
  t_104 <- 1 - t_97
  t_105 <- n / t_104
  t_106 <- 1 / t_99^2
  t_107 <- 4 * t_106
  t_108 <- t_107 * sum_h_19
  t_109 <- 2 * t_100
  t_110 <- t_109 * t_103
  t_111 <- t_110 * t_101
  t_112 <- 1 / sigma_x^2
  t_113 <- t_112 * n
  t_114 <- 1 / sigma_y^2
  t_115 <- t_114 * n
  t_116 <- t_110 * t_112
  t_117 <- t_109 * t_114
  t_118 <- rho * t_117
  t_119 <- rho * t_107
  t_120 <- rho * t_106
  t_121 <- 8 * t_120
  t_122 <- t_101 * sum_h_24
  c(
    -t_109 * t_113,
    rho * t_110 * t_102,
    -t_109 * t_115,
    t_109 * sum_h_25,
    rho * t_116 * sum_h_26,
    t_109 * sum_h_27 + t_113,
    t_118 * t_101 * sum_h_28,
    t_109 * sum_h_29,
    t_112 * t_118 * sum_h_24,
    t_109 * sum_h_30 + t_115,
    -t_111 * sum_h_28 - t_119 * sum_h_20,
    -t_111 * sum_h_26 - t_119 * sum_h_21,
    t_121 * sum_h_22 - t_116 * sum_h_24,
    t_121 * sum_h_23 - t_117 * t_122,
    t_98 * n / t_104^2 + 32 * t_97 * sum_h_19 / (t_99 * t_99 * t_99) + t_108 +
      16 * t_120 * t_122 * t_103 + t_105
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.bivariate_normal_hessian <- function(x, y, mu_x, mu_y, sigma_x, sigma_y, rho) {
  if (!isTRUE(is.finite(mu_x) && is.finite(mu_y) && sigma_x > 0 &&
    is.finite(sigma_x) && sigma_y > 0 && is.finite(sigma_y) && rho > -1 &&
    rho < 1)) {
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
  n <- length(x)
  found_3 <- .bivariate_normal_curvature(
    x, y, n, mu_x, mu_y, sigma_x, sigma_y, rho
  )
  h_1 <- found_3[1]
  h_2 <- found_3[2]
  h_3 <- found_3[3]
  h_4 <- found_3[4]
  h_5 <- found_3[5]
  h_6 <- found_3[6]
  h_7 <- found_3[7]
  h_8 <- found_3[8]
  h_9 <- found_3[9]
  h_10 <- found_3[10]
  h_11 <- found_3[11]
  h_12 <- found_3[12]
  h_13 <- found_3[13]
  h_14 <- found_3[14]
  h_15 <- found_3[15]
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
