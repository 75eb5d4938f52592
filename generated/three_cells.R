# Maximum-likelihood estimation: Three cells with free probabilities.
#
#   f(x; p_1, p_2) = Piecewise((p_1, Eq(x, 1)), (p_2, Eq(x, 2)), (1-p_1-p_2,
#       True))
#   support: x in 1, 2, 3
#   p_1: 0 < p_1 < 1
#   p_2: 0 < p_2 < 1 - p_1
#
# Log-likelihood:
#
#   log(p_1)*sum(Piecewise((1, Eq(x, 1)), (0, True))) +
#       log(p_2)*sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2)), (0, True))) +
#       log(-p_1 - p_2 + 1)*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2)), (1,
#       True)))
#
# Estimator (closed):
#
#   p_2 = sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2)), (0,
#       True)))/(sum(Piecewise((0, Eq(x, 1) | Eq(x, 2)), (1, True))) +
#       sum(Piecewise((1, Eq(x, 1)), (0, True))) + sum(Piecewise((0, Eq(x,
#       1)), (1, Eq(x, 2)), (0, True))))
#   p_1 = -(p_2 - 1)*sum(Piecewise((1, Eq(x, 1)), (0,
#       True)))/(sum(Piecewise((0, Eq(x, 1) | Eq(x, 2)), (1, True))) +
#       sum(Piecewise((1, Eq(x, 1)), (0, True))))
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
#   A maximum exists only if #{x_i in {1, 2}} + #{x_i = 1} > p_1(#{x_i in {1,
#       2}} + #{x_i = 2} + #{x_i = 1}).
#   A maximum exists only if #{x_i in {1, 2}} + #{x_i = 1} > 0.
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1997), Discrete Multivariate Distributions,
#       ch. 35
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
mle_three_cells <- function(x) {
  x <- .three_cells_column(x, "x")
  .three_cells_require_rows("x", x == floor(x), "must be an integer")
  .three_cells_require_rows("x", x >= 1, "must be >= 1")
  .three_cells_require_rows("x", x <= 3, "must be <= 3")
  labels <- c("p_1", "p_2")
  limit <- .three_cells_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .three_cells_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_three_cells(x, estimate)
    information <- hessian_three_cells(x, estimate)
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
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p_1, p_2, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_three_cells <- function(x, parameters) {
  x <- .three_cells_column(x, "x")
  .three_cells_require_rows("x", x == floor(x), "must be an integer")
  .three_cells_require_rows("x", x >= 1, "must be >= 1")
  .three_cells_require_rows("x", x <= 3, "must be <= 3")
  .three_cells_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p_1, p_2, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_three_cells <- function(x, parameters) {
  x <- .three_cells_column(x, "x")
  .three_cells_require_rows("x", x == floor(x), "must be an integer")
  .three_cells_require_rows("x", x >= 1, "must be >= 1")
  .three_cells_require_rows("x", x <= 3, "must be <= 3")
  .three_cells_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p_1, p_2, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_three_cells <- function(x, parameters) {
  x <- .three_cells_column(x, "x")
  .three_cells_require_rows("x", x == floor(x), "must be an integer")
  .three_cells_require_rows("x", x >= 1, "must be >= 1")
  .three_cells_require_rows("x", x <= 3, "must be <= 3")
  triangle <- .three_cells_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p_1, p_2, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_three_cells <- function(x, parameters) {
  x <- .three_cells_column(x, "x")
  .three_cells_require_rows("x", x == floor(x), "must be an integer")
  .three_cells_require_rows("x", x >= 1, "must be >= 1")
  .three_cells_require_rows("x", x <= 3, "must be <= 3")
  p_1 <- parameters[[1]]
  p_2 <- parameters[[2]]
  t_8 <- x == 1
  t_9 <- x == 2
  t_10 <- ifelse(t_8 | t_9, 0, 1) / (1 - p_1 - p_2)
  score_1 <- rep_len(ifelse(t_8, 1, 0) / p_1 - t_10, length(x))
  score_2 <- rep_len(ifelse(t_8, 0, ifelse(t_9, 1, 0)) / p_2 - t_10, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("p_1", "p_2")
  out
}

# x log y, and 0 where x = 0.
.three_cells_xlogy <- function(x, y) {
  out <- x * log(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# x log(1 + y), and 0 where x = 0.
.three_cells_xlog1py <- function(x, y) {
  out <- x * log1p(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# A variable as a numeric vector; stops if it is none.
.three_cells_column <- function(values, name) {
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
.three_cells_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.three_cells_solve <- function(x) {
  t <- x == 1
  t_1 <- x == 2
  sum_h <- sum(ifelse(t | t_1, 0, 1))
  sum_h_1 <- sum(ifelse(t, 1, 0))
  sum_h_2 <- sum(ifelse(t, 0, ifelse(t_1, 1, 0)))
  p_2 <- sum_h_2 / (sum_h + sum_h_1 + sum_h_2)
  p_1 <- -(p_2 - 1) * sum_h_1 / (sum_h + sum_h_1)
  c(p_1, p_2)
}

# 1 and the limits where no maximum exists, else 0.
.three_cells_limits <- function(x) {
  t <- x == 1
  t_1 <- x == 2
  sum_h <- sum(ifelse(t | t_1, 0, 1))
  sum_h_1 <- sum(ifelse(t, 1, 0))
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, NaN, NaN))
  }
  if (!isTRUE(sum_h + sum_h_1 > 0)) {
    return(c(1, NaN, NaN))
  }
  c(0, NaN, NaN)
}

# The log-likelihood, every constant included.
.three_cells_log_likelihood <- function(sum_h_2, sum_h, sum_h_1, p_1, p_2) {
  .three_cells_xlog1py(sum_h, -p_1 - p_2) + .three_cells_xlogy(sum_h_1, p_1) +
    .three_cells_xlogy(sum_h_2, p_2)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.three_cells_nll <- function(x, p_1, p_2) {
  if (!isTRUE(p_1 > 0 && p_1 < 1 && p_2 > 0 && p_2 < 1 - p_1)) {
    return(Inf)
  }
  t <- x == 1
  t_1 <- x == 2
  sum_h <- sum(ifelse(t | t_1, 0, 1))
  sum_h_1 <- sum(ifelse(t, 1, 0))
  sum_h_2 <- sum(ifelse(t, 0, ifelse(t_1, 1, 0)))
  -.three_cells_log_likelihood(sum_h_2, sum_h, sum_h_1, p_1, p_2)
}

# The gradient of the log-likelihood.
.three_cells_score <- function(sum_h, sum_h_1, sum_h_2, p_1, p_2) {
  t_11 <- sum_h / (1 - p_1 - p_2)
  c(sum_h_1 / p_1 - t_11, sum_h_2 / p_2 - t_11)
}

# The gradient of nll; nan outside the domain or the support.
.three_cells_gradient <- function(x, p_1, p_2) {
  if (!isTRUE(p_1 > 0 && p_1 < 1 && p_2 > 0 && p_2 < 1 - p_1)) {
    return(c(NaN, NaN))
  }
  t <- x == 1
  t_1 <- x == 2
  sum_h <- sum(ifelse(t | t_1, 0, 1))
  sum_h_1 <- sum(ifelse(t, 1, 0))
  sum_h_2 <- sum(ifelse(t, 0, ifelse(t_1, 1, 0)))
  found_1 <- .three_cells_score(sum_h, sum_h_1, sum_h_2, p_1, p_2)
  g_1 <- found_1[1]
  g_2 <- found_1[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.three_cells_curvature <- function(sum_h, sum_h_1, sum_h_2, p_1, p_2) {
  t_12 <- p_1 + p_2
  t_13 <- 1 - t_12
  t_15 <- sum_h / t_13^2
  c(-t_15 - sum_h_1 / p_1^2, -t_15, -t_15 - sum_h_2 / p_2^2)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.three_cells_hessian <- function(x, p_1, p_2) {
  if (!isTRUE(p_1 > 0 && p_1 < 1 && p_2 > 0 && p_2 < 1 - p_1)) {
    return(c(NaN, NaN, NaN))
  }
  t <- x == 1
  t_1 <- x == 2
  sum_h <- sum(ifelse(t | t_1, 0, 1))
  sum_h_1 <- sum(ifelse(t, 1, 0))
  sum_h_2 <- sum(ifelse(t, 0, ifelse(t_1, 1, 0)))
  found_2 <- .three_cells_curvature(sum_h, sum_h_1, sum_h_2, p_1, p_2)
  h_1 <- found_2[1]
  h_2 <- found_2[2]
  h_3 <- found_2[3]
  c(-h_1, -h_2, -h_3)
}
