# Maximum-likelihood estimation: Genetic linkage in four cells.
#
#   f(x; theta) = Piecewise(((2+theta)/4, Eq(x, 1)), ((1-theta)/4, Eq(x, 2)),
#       ((1-theta)/4, Eq(x, 3)), (theta/4, True))
#   support: x in 1, 2, 3, 4
#   theta: 0 < theta < 1
#
# Log-likelihood:
#
#   (log(theta) - 2*log(2))*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x, 3)),
#       (1, True))) + log(1/4 - theta/4)*sum(Piecewise((0, Eq(x, 1)), (1,
#       Eq(x, 2) | Eq(x, 3)), (0, True))) + log(theta/4 +
#       1/2)*sum(Piecewise((1, Eq(x, 1)), (0, True)))
#
# Estimator (closed):
#
#   theta = -(-sqrt(9*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x, 3)), (1,
#       True)))**2 + 6*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x, 3)), (1,
#       True)))*sum(Piecewise((1, Eq(x, 1)), (0, True))) +
#       12*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x, 3)), (1,
#       True)))*sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2) | Eq(x, 3)), (0,
#       True))) + sum(Piecewise((1, Eq(x, 1)), (0, True)))**2 -
#       4*sum(Piecewise((1, Eq(x, 1)), (0, True)))*sum(Piecewise((0, Eq(x,
#       1)), (1, Eq(x, 2) | Eq(x, 3)), (0, True))) + 4*sum(Piecewise((0, Eq(x,
#       1)), (1, Eq(x, 2) | Eq(x, 3)), (0, True)))**2) + sum(Piecewise((0,
#       Eq(x, 1) | Eq(x, 2) | Eq(x, 3)), (1, True))) - sum(Piecewise((1, Eq(x,
#       1)), (0, True))) + 2*sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2) | Eq(x,
#       3)), (0, True))))/(2*(sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x,
#       3)), (1, True))) + sum(Piecewise((1, Eq(x, 1)), (0, True))) +
#       sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2) | Eq(x, 3)), (0, True)))))
#
# Conditions:
#
#   A maximum exists only if #{x_i = 1} + sqrt(12 #{x_i in {1, 2, 3}} #{x_i in
#       {2, 3}} + 4(#{x_i in {2, 3}})^2 + 6 #{x_i in {1, 2, 3}} #{x_i = 1} +
#       9(#{x_i in {1, 2, 3}})^2 + (#{x_i = 1})^2 - 4 #{x_i in {2, 3}} #{x_i =
#       1}) > 2 #{x_i in {2, 3}} + #{x_i in {1, 2, 3}}.
#   A maximum exists only if 3 #{x_i in {1, 2, 3}} + 4 #{x_i in {2, 3}} +
#       #{x_i = 1} > sqrt(12 #{x_i in {1, 2, 3}} #{x_i in {2, 3}} + 4(#{x_i in
#       {2, 3}})^2 + 6 #{x_i in {1, 2, 3}} #{x_i = 1} + 9(#{x_i in {1, 2,
#       3}})^2 + (#{x_i = 1})^2 - 4 #{x_i in {2, 3}} #{x_i = 1}).
#
# Source:
#
#   Rao (1973), Linear Statistical Inference and Its Applications, 2nd ed.,
#       sec. 5g
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
mle_genetic_linkage <- function(x) {
  x <- .genetic_linkage_column(x, "x")
  .genetic_linkage_require_rows("x", x == floor(x), "must be an integer")
  .genetic_linkage_require_rows("x", x >= 1, "must be >= 1")
  .genetic_linkage_require_rows("x", x <= 4, "must be <= 4")
  labels <- c("theta")
  limit <- .genetic_linkage_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .genetic_linkage_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_genetic_linkage(x, estimate)
    information <- hessian_genetic_linkage(x, estimate)
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
#' @param parameters numeric vector: theta, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_genetic_linkage <- function(x, parameters) {
  x <- .genetic_linkage_column(x, "x")
  .genetic_linkage_require_rows("x", x == floor(x), "must be an integer")
  .genetic_linkage_require_rows("x", x >= 1, "must be >= 1")
  .genetic_linkage_require_rows("x", x <= 4, "must be <= 4")
  .genetic_linkage_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_genetic_linkage <- function(x, parameters) {
  x <- .genetic_linkage_column(x, "x")
  .genetic_linkage_require_rows("x", x == floor(x), "must be an integer")
  .genetic_linkage_require_rows("x", x >= 1, "must be >= 1")
  .genetic_linkage_require_rows("x", x <= 4, "must be <= 4")
  .genetic_linkage_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_genetic_linkage <- function(x, parameters) {
  x <- .genetic_linkage_column(x, "x")
  .genetic_linkage_require_rows("x", x == floor(x), "must be an integer")
  .genetic_linkage_require_rows("x", x >= 1, "must be >= 1")
  .genetic_linkage_require_rows("x", x <= 4, "must be <= 4")
  triangle <- .genetic_linkage_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_genetic_linkage <- function(x, parameters) {
  x <- .genetic_linkage_column(x, "x")
  .genetic_linkage_require_rows("x", x == floor(x), "must be an integer")
  .genetic_linkage_require_rows("x", x >= 1, "must be >= 1")
  .genetic_linkage_require_rows("x", x <= 4, "must be <= 4")
  theta <- parameters[[1]]
  t_10 <- 0.25 * theta
  t_11 <- x == 1
  t_12 <- x == 2
  t_13 <- x == 3
  part_1 <- 0.25 * ifelse(t_11, 1, 0) / (t_10 + 0.5) +
    ifelse((t_11 | t_12) | t_13, 0, 1) / theta
  score_1 <- rep_len(
    part_1 - 0.25 * ifelse(t_11, 0, ifelse(t_12 | t_13, 1, 0)) / (0.25 - t_10),
    length(x)
  )
  out <- cbind(score_1)
  colnames(out) <- c("theta")
  out
}

# x log y, and 0 where x = 0.
.genetic_linkage_xlogy <- function(x, y) {
  out <- x * log(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# A variable as a numeric vector; stops if it is none.
.genetic_linkage_column <- function(values, name) {
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
.genetic_linkage_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.genetic_linkage_solve <- function(x) {
  t <- x == 1
  t_1 <- x == 2
  t_2 <- x == 3
  sum_h <- sum(ifelse((t | t_1) | t_2, 0, 1))
  sum_h_1 <- sum(ifelse(t, 1, 0))
  sum_h_2 <- sum(ifelse(t, 0, ifelse(t_1 | t_2, 1, 0)))
  part_2 <- sqrt(
    9 * sum_h^2 + 6 * sum_h * sum_h_1 + 12 * sum_h * sum_h_2 + sum_h_1^2 +
      4 * sum_h_2^2 - 4 * sum_h_1 * sum_h_2
  )
  theta <- -0.5 * (sum_h + 2 * sum_h_2 - sum_h_1 - part_2) /
    (sum_h + sum_h_1 + sum_h_2)
  theta
}

# 1 and the limits where no maximum exists, else 0.
.genetic_linkage_limits <- function(x) {
  t <- x == 1
  t_1 <- x == 2
  t_2 <- x == 3
  sum_h <- sum(ifelse((t | t_1) | t_2, 0, 1))
  sum_h_1 <- sum(ifelse(t, 1, 0))
  sum_h_2 <- sum(ifelse(t, 0, ifelse(t_1 | t_2, 1, 0)))
  if (
    !isTRUE(
      sum_h_1 +
        sqrt(
          9 * sum_h^2 + 6 * sum_h * sum_h_1 + 12 * sum_h * sum_h_2 + sum_h_1^2 +
            4 * sum_h_2^2 - 4 * sum_h_1 * sum_h_2
        ) - sum_h - 2 * sum_h_2 > 0
    )
  ) {
    return(c(1, NaN))
  }
  if (
    !isTRUE(
      3 * sum_h + sum_h_1 + 4 * sum_h_2 -
        sqrt(
          9 * sum_h^2 + 6 * sum_h * sum_h_1 + 12 * sum_h * sum_h_2 + sum_h_1^2 +
            4 * sum_h_2^2 - 4 * sum_h_1 * sum_h_2
        ) > 0
    )
  ) {
    return(c(1, NaN))
  }
  c(0, NaN)
}

# The log-likelihood, every constant included.
.genetic_linkage_log_likelihood <- function(sum_h_2, sum_h, sum_h_1, theta) {
  t_14 <- 0.25 * theta
  (log(theta) - 2 * log(2)) * sum_h +
    .genetic_linkage_xlogy(sum_h_1, t_14 + 0.5) +
    .genetic_linkage_xlogy(sum_h_2, 0.25 - t_14)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.genetic_linkage_nll <- function(x, theta) {
  if (!isTRUE(theta > 0 && theta < 1)) {
    return(Inf)
  }
  t <- x == 1
  t_1 <- x == 2
  t_2 <- x == 3
  sum_h <- sum(ifelse((t | t_1) | t_2, 0, 1))
  sum_h_1 <- sum(ifelse(t, 1, 0))
  sum_h_2 <- sum(ifelse(t, 0, ifelse(t_1 | t_2, 1, 0)))
  -.genetic_linkage_log_likelihood(sum_h_2, sum_h, sum_h_1, theta)
}

# The gradient of the log-likelihood.
.genetic_linkage_score <- function(sum_h, sum_h_2, sum_h_1, theta) {
  t_15 <- 0.25 * theta
  sum_h / theta + 0.25 * sum_h_1 / (t_15 + 0.5) - 0.25 * sum_h_2 / (0.25 - t_15)
}

# The gradient of nll; nan outside the domain or the support.
.genetic_linkage_gradient <- function(x, theta) {
  if (!isTRUE(theta > 0 && theta < 1)) {
    return(NaN)
  }
  t <- x == 1
  t_1 <- x == 2
  t_2 <- x == 3
  sum_h <- sum(ifelse((t | t_1) | t_2, 0, 1))
  sum_h_1 <- sum(ifelse(t, 1, 0))
  sum_h_2 <- sum(ifelse(t, 0, ifelse(t_1 | t_2, 1, 0)))
  -.genetic_linkage_score(sum_h, sum_h_2, sum_h_1, theta)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.genetic_linkage_curvature <- function(sum_h_1, sum_h, sum_h_2, theta) {
  t_16 <- 0.25 * theta
  t_17 <- t_16 + 0.5
  t_18 <- 0.25 - t_16
  -sum_h / theta^2 - 0.0625 * sum_h_2 / t_18^2 - 0.0625 * sum_h_1 / t_17^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.genetic_linkage_hessian <- function(x, theta) {
  if (!isTRUE(theta > 0 && theta < 1)) {
    return(NaN)
  }
  t <- x == 1
  t_1 <- x == 2
  t_2 <- x == 3
  sum_h <- sum(ifelse((t | t_1) | t_2, 0, 1))
  sum_h_1 <- sum(ifelse(t, 1, 0))
  sum_h_2 <- sum(ifelse(t, 0, ifelse(t_1 | t_2, 1, 0)))
  -.genetic_linkage_curvature(sum_h_1, sum_h, sum_h_2, theta)
}
